"""Several suggestions in one matter: each keeps its author's credit and its own way."""

from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import repository
from services.decisions.errors import OpinionClosed, OpinionInMatter, OpinionMatterUnfit
from services.decisions.models import Opinion, OpinionMerge
from services.decisions.vocabulary import OpinionState
from services.decisions.workflow import BEFORE_PASSING, State
from tenants.unit_of_work import UnitOfWork


async def merge_opinion(uow: UnitOfWork, opinion_id: UUID, matter_id: UUID) -> Opinion:
    """Take a suggestion into a matter of its village that is not passed yet."""
    matter = await repository.find_matter_for_update(uow.session, matter_id)
    opinion = await repository.find_opinion_for_update(uow.session, opinion_id)
    if opinion is None or matter is None:
        raise NotFound
    if opinion.state == OpinionState.ANSWERED.value:
        raise OpinionClosed
    if await repository.matters_by_opinion(uow.session, [opinion_id]):
        raise OpinionInMatter
    alien = matter.village_code != opinion.village_code
    if alien or State(matter.state) not in BEFORE_PASSING:
        raise OpinionMatterUnfit(path=("matter_id",))
    actor = uow.actor
    uow.session.add(
        OpinionMerge(
            opinion_id=opinion_id,
            matter_id=matter_id,
            merged_by_id=actor.resident_id,
            merged_by=actor.label,
        )
    )
    opinion.state = OpinionState.TAKEN_UP.value
    opinion.taken_up_at = opinion.taken_up_at or clock.now()
    await audit.record(
        uow,
        AuditTag.DECISIONS_OPINION_MERGE,
        subject=opinion_id,
        village=opinion.village_code,
        matter=str(matter_id),
    )
    return opinion
