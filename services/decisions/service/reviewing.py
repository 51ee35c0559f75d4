"""Checks from outside the village, and setting a decision aside."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, workflow
from services.decisions.blocking import Outcome
from services.decisions.dossiers import Dossier
from services.decisions.errors import OwnWorkReviewed, ReasonNeeded
from services.decisions.models import Matter
from services.decisions.vocabulary import ReasonCode, StepKind, StepState
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
    dossier = await course.locked(uow, matter_id)
    course.require_step(dossier, {StepKind.REVIEW}, ("审核", "a review"))
    await _refuse_own_work(uow, dossier)
    await _refuse_insider(uow, dossier)
    if not approve and not (reason_codes and reason.strip()):
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
            uow, dossier, facts, outcome="approved", reason=reason.strip(), evidence=evidence
        )
    else:
        await course.send_back(
            uow, dossier, outcome="returned", reason=reason.strip(), evidence=evidence
        )
    return dossier.matter


async def _refuse_own_work(uow: UnitOfWork, dossier: Dossier) -> None:
    matter, actor = dossier.matter, uow.actor
    versions = await repository.versions_of(uow.session, [matter.id])
    own = course.same_person(actor, matter.proposer_id, matter.author_account_id) or any(
        course.same_person(actor, row.author_id, row.author_account_id) for row in versions
    )
    carried_out = any(course.same_person(actor, row.reported_by_id) for row in dossier.milestones)
    if own or carried_out:
        raise _not_by("起草或经办的人", "Who wrote it or carried it out")


async def _refuse_insider(uow: UnitOfWork, dossier: Dossier) -> None:
    """Refuse the village's own people where a check from outside is asked for (532 三次把关)."""
    step, resident_id = dossier.step, uow.actor.resident_id
    if step is None or step.actor is not Role.TOWNSHIP_REVIEWER or resident_id is None:
        return
    resident = (await people.load_residents(uow, [resident_id])).get(resident_id)
    if resident is not None and resident.village_code == dossier.matter.village_code:
        raise _not_by("本村的人", "The village's own people")


def _not_by(who_zh: str, who_en: str) -> OwnWorkReviewed:
    return OwnWorkReviewed(who_zh=who_zh, who_en=who_en, verb_zh="审核", verb_en="review")


async def annul(uow: UnitOfWork, matter_id: UUID, basis: str) -> Matter:
    """Set a passed decision aside (organic law art. 23, 27, 36), naming the decision to do so."""
    if not basis.strip():
        raise ReasonNeeded(path=("basis",))
    dossier = await course.locked(uow, matter_id)
    progress = workflow.annul(dossier.progress)
    if dossier.open_step is not None:
        dossier.open_step.reason = basis.strip()
    await course.move(uow, dossier, progress, StepState.VOID)
    await audit.record(
        uow,
        AuditTag.DECISIONS_MATTER_ANNUL,
        subject=matter_id,
        village=dossier.matter.village_code,
    )
    return dossier.matter
