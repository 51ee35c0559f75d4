"""Opinion sheets: one for each household or representative that a step asks, on phone or paper."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, writing
from services.decisions.asking import subjects
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    ScoreNeeded,
    SheetAlreadyIn,
    SheetsClosed,
    SheetSubjectUnknown,
)
from services.decisions.method_types import Step
from services.decisions.models import OpinionSheet
from services.decisions.vocabulary import Population, Stance, StepKind
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

_ASKING = {StepKind.RATE, StepKind.SOLICIT}
_SCORES = range(1, 6)


class Answers(NamedTuple):
    """What a sheet says."""

    stance: Stance
    score: int | None
    text: str


async def submit_sheet(uow: UnitOfWork, matter_id: UUID, answers: Answers) -> OpinionSheet:
    """Hand in one's own sheet: a representative, or anybody of a household for all of it."""
    dossier, step = await _asked(uow, matter_id)
    return await _keep(uow, dossier, step, await _own(uow, dossier, step), answers)


async def record_sheet(
    uow: UnitOfWork, matter_id: UUID, subject: str, answers: Answers
) -> OpinionSheet:
    """Enter a paper sheet for somebody, named by household number or by name."""
    subject = writing.required(writing.SHEET_SUBJECT, subject)
    dossier, step = await _asked(uow, matter_id)
    asked = await subjects(uow, dossier.matter.village_code, _population(step))
    found = [key for key, names in asked.items() if subject in names]
    if len(found) != 1:
        raise SheetSubjectUnknown(path=("subject",), subject=subject)
    return await _keep(uow, dossier, step, (found[0], subject), answers)


class Answered(NamedTuple):
    """What one household answered, and about which matter."""

    sheet: OpinionSheet
    title: str


async def sheets_of_households(
    uow: UnitOfWork, households: Collection[UUID]
) -> dict[UUID, list[Answered]]:
    """Return the sheets that each household handed in, newest first."""
    found: dict[UUID, list[Answered]] = {one: [] for one in households}
    for sheet, title in await repository.sheets_about(uow.session, households):
        found[sheet.subject_id].append(Answered(sheet, title))
    return found


async def _asked(uow: UnitOfWork, matter_id: UUID) -> tuple[Dossier, Step]:
    dossier = await course.locked(uow, matter_id)
    step = course.require_step(dossier, _ASKING, ("收意见表", "an opinion sheet"))
    if step.responses is None:
        raise SheetsClosed
    return dossier, step


def _population(step: Step) -> Population:
    return step.responses.of if step.responses else Population.REPRESENTATIVES


async def _own(uow: UnitOfWork, dossier: Dossier, step: Step) -> tuple[UUID, str]:
    actor = uow.actor
    asked = await subjects(uow, dossier.matter.village_code, _population(step))
    key = actor.resident_id
    if key is not None and _population(step) is Population.HOUSEHOLDS:
        resident = (await people.load_residents(uow, [key])).get(key)
        key = resident.household_id if resident else None
    if key is None or key not in asked:
        raise SheetSubjectUnknown(subject=actor.label)
    return key, actor.label


async def _keep(
    uow: UnitOfWork, dossier: Dossier, step: Step, subject: tuple[UUID, str], answers: Answers
) -> OpinionSheet:
    row = dossier.open_step
    if row is None:
        raise SheetsClosed
    _check_score(step, answers.score)
    sheet = OpinionSheet(
        matter_id=dossier.matter.id,
        step_id=row.id,
        version_no=dossier.matter.version_no,
        subject_id=subject[0],
        subject=subject[1],
        stance=answers.stance.value,
        score=answers.score,
        text=writing.SHEET_WORDS.read(answers.text),
        recorded_by_id=uow.actor.resident_id,
        recorded_by=uow.actor.label,
    )
    if not await repository.add_sheet(uow.session, sheet):
        raise SheetAlreadyIn(subject=subject[1])
    await audit.record(
        uow,
        AuditTag.DECISIONS_SHEET_RECORD,
        subject=dossier.matter.id,
        village=dossier.matter.village_code,
        step=step.key,
    )
    return sheet


def _check_score(step: Step, score: int | None) -> None:
    wrong = score is not None and score not in _SCORES
    if wrong or (score is None and step.kind is StepKind.RATE):
        raise ScoreNeeded(path=("score",))
