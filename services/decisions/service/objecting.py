"""Objections while something is posted: each is answered, or sends it back."""

from uuid import UUID

from infra import calendar, clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, workflow, writing
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    NotOfThisVillage,
    ObjectionAnswered,
    ObjectionPending,
    ObjectionsClosed,
)
from services.decisions.models import MatterObjection
from services.decisions.service.county_numbers import parameter
from services.decisions.vocabulary import StepState
from services.decisions.workflow import State
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

DAYS = "objection_answer_days"


async def raise_objection(uow: UnitOfWork, matter_id: UUID, text: str) -> MatterObjection:
    """Object to a plan or a resolution while it hangs; one at a time for each resident."""
    text = writing.required(writing.OBJECTION, text)
    dossier = await course.locked(uow, matter_id)
    until, now, step = dossier.takes_objections_until, clock.now(), dossier.open_step
    if until is None or step is None or now >= until:
        raise ObjectionsClosed
    resident_id = await _resident(uow, dossier)
    if any(row.resident_id == resident_id for row in dossier.objections_open):
        raise ObjectionPending
    row = MatterObjection(
        matter_id=matter_id,
        step_id=step.id,
        version_no=dossier.matter.version_no,
        resident_id=resident_id,
        author=uow.actor.label,
        text=text,
        due_at=calendar.deadline(now, await parameter(uow, DAYS)),
    )
    uow.session.add(row)
    await _record(uow, dossier, AuditTag.DECISIONS_OBJECTION_RAISE)
    return row


async def _resident(uow: UnitOfWork, dossier: Dossier) -> UUID:
    key = uow.actor.resident_id
    known = (await people.load_residents(uow, [key])).get(key) if key else None
    if known is None or known.village_code != dossier.matter.village_code:
        raise NotOfThisVillage
    return known.id


async def answer_objection(
    uow: UnitOfWork, matter_id: UUID, number: int, answer: str, *, send_back: bool
) -> MatterObjection:
    """Answer an objection; or find it right, which takes down what hangs and answers the others.

    `number` counts the objections of the matter from 1.
    """
    answer = writing.required(writing.OBJECTION_ANSWER, answer)
    dossier = await course.locked(uow, matter_id)
    waiting, numbered = dossier.objections_open, dossier.objections
    row = numbered[number - 1] if 0 < number <= len(numbered) else None
    if row is None or row not in waiting:
        raise ObjectionAnswered
    for each in waiting if send_back else [row]:
        each.answer, each.sent_back = answer, send_back
        each.answered_at, each.answered_by = clock.now(), uow.actor.label
    await _record(uow, dossier, AuditTag.DECISIONS_OBJECTION_ANSWER)
    if send_back:
        await _take_down(uow, dossier, answer)
    return row


async def _take_down(uow: UnitOfWork, dossier: Dossier, answer: str) -> None:
    progress, step = workflow.uphold_objection(dossier.progress), dossier.open_step
    if step is not None:
        step.outcome, step.reason = "objected", answer
    reconsidered = progress.state is State.RECONSIDERING
    await course.move(
        uow, dossier, progress, StepState.VOID if reconsidered else StepState.RETURNED
    )
    await _record(uow, dossier, AuditTag.DECISIONS_MATTER_SEND_BACK)


async def _record(uow: UnitOfWork, dossier: Dossier, tag: AuditTag) -> None:
    matter = dossier.matter
    await audit.record(
        uow, tag, subject=matter.id, village=matter.village_code, version=matter.version_no
    )
