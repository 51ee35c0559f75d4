"""Villagers' needs (我说): written down, taken up, answered."""

from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import repository, writing
from services.decisions.errors import OpinionClosed
from services.decisions.models import Opinion
from services.decisions.vocabulary import OpinionCategory, OpinionState
from tenants.unit_of_work import UnitOfWork


async def submit_opinion(
    uow: UnitOfWork, *, village_code: str, category: OpinionCategory, text: str
) -> Opinion:
    """Write down what a villager needs."""
    text = writing.required(writing.NEED, text)
    opinion = Opinion(
        village_code=village_code,
        resident_id=uow.actor.resident_id,
        category=category.value,
        text=text,
    )
    uow.session.add(opinion)
    await _record(uow, opinion, AuditTag.DECISIONS_OPINION_SUBMIT)
    return opinion


async def take_up_opinion(uow: UnitOfWork, opinion_id: UUID) -> Opinion:
    """Mark a need as taken up by the party branch."""
    opinion = await _open(uow, opinion_id)
    opinion.state = OpinionState.TAKEN_UP.value
    opinion.taken_up_at = opinion.taken_up_at or clock.now()
    await _record(uow, opinion, AuditTag.DECISIONS_OPINION_TAKE_UP)
    return opinion


async def answer_opinion(uow: UnitOfWork, opinion_id: UUID, answer: str) -> Opinion:
    """Answer a need; an answered one is closed."""
    answer = writing.required(writing.ANSWER, answer)
    opinion = await _open(uow, opinion_id)
    opinion.state, opinion.answer = OpinionState.ANSWERED.value, answer
    opinion.answered_at = clock.now()
    await _record(uow, opinion, AuditTag.DECISIONS_OPINION_ANSWER)
    return opinion


async def _open(uow: UnitOfWork, opinion_id: UUID) -> Opinion:
    opinion = await repository.find_opinion_for_update(uow.session, opinion_id)
    if opinion is None:
        raise NotFound
    if opinion.state == OpinionState.ANSWERED.value:
        raise OpinionClosed
    return opinion


async def _record(uow: UnitOfWork, opinion: Opinion, tag: AuditTag) -> None:
    await audit.record(uow, tag, subject=opinion.id, village=opinion.village_code)
