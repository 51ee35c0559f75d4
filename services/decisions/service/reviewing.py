"""Checks from outside the village."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, writing
from services.decisions.blocking import Outcome
from services.decisions.dossiers import Dossier
from services.decisions.errors import OwnWorkReviewed, ReasonNeeded
from services.decisions.models import Matter
from services.decisions.vocabulary import ReasonCode, StepKind
from services.people import service as people
from tenants.authorization.roles import Role
from tenants.unit_of_work import UnitOfWork


async def decide_review(
    uow: UnitOfWork,
    matter_id: UUID,
    *,
    approve: bool,
    reason_codes: Sequence[ReasonCode] = (),
    reason: str = "",
) -> Matter:
    """Approve, or return with reasons; the asker may not have written or carried it out."""
    reason = writing.REASON.read(reason)
    dossier = await course.locked(uow, matter_id)
    course.require_step(dossier, {StepKind.REVIEW}, ("审核", "a review"))
    await refuse_own_work(uow, dossier, ("审核", "review"))
    await _refuse_insider(uow, dossier)
    if not approve and not (reason_codes and reason):
        raise ReasonNeeded(path=("reason",))
    evidence = {"reason_codes": [code.value for code in reason_codes]}
    await audit.record(
        uow,
        AuditTag.DECISIONS_REVIEW_DECIDE,
        subject=matter_id,
        village=dossier.matter.village_code,
        step=dossier.matter.step_key,
        outcome="approved" if approve else "returned",
    )
    if approve:
        facts = replace(dossier.facts, review=Outcome.PASSED)
        await course.advance(
            uow, dossier, facts, outcome="approved", reason=reason, evidence=evidence
        )
    else:
        await course.send_back(uow, dossier, outcome="returned", reason=reason, evidence=evidence)
    return dossier.matter


async def refuse_own_work(uow: UnitOfWork, dossier: Dossier, verb: tuple[str, str]) -> None:
    """Refuse to judge a matter that one wrote or carried out oneself."""
    matter, actor = dossier.matter, uow.actor
    versions = await repository.versions_of(uow.session, [matter.id])
    own = course.same_person(actor, matter.proposer_id, matter.author_account_id) or any(
        course.same_person(actor, row.author_id, row.author_account_id) for row in versions
    )
    carried_out = any(course.same_person(actor, row.reported_by_id) for row in dossier.milestones)
    if own or carried_out:
        raise _not_by("起草或经办的人", "Who wrote it or carried it out", verb)


async def _refuse_insider(uow: UnitOfWork, dossier: Dossier) -> None:
    """Refuse the village's own people where a check from outside is asked for (532 三次把关)."""
    step, resident_id = dossier.step, uow.actor.resident_id
    if step is None or step.actor is not Role.TOWNSHIP_REVIEWER or resident_id is None:
        return
    resident = (await people.load_residents(uow, [resident_id])).get(resident_id)
    if resident is not None and resident.village_code == dossier.matter.village_code:
        raise _not_by("本村的人", "The village's own people", ("审核", "review"))


def _not_by(who_zh: str, who_en: str, verb: tuple[str, str]) -> OwnWorkReviewed:
    return OwnWorkReviewed(who_zh=who_zh, who_en=who_en, verb_zh=verb[0], verb_en=verb[1])
