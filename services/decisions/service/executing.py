"""Carrying a decision out: milestones and the supervisory board's check."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, writing
from services.decisions.blocking import Outcome
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    MendByRefused,
    MilestoneDone,
    OwnWorkReviewed,
    SupervisorIsCommitteeMember,
)
from services.decisions.models import Inspection, Matter, MatterStep, Milestone
from services.decisions.paper_models import PaperKind
from services.decisions.proposal import Attachment
from services.decisions.service import sent_files
from services.decisions.service.evaluating import close_not_done
from services.decisions.vocabulary import StepKind
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

_DAY = timedelta(days=1)  # a day ends at 24:00 (Civil Code art. 203)
_COMMITTEE = {"committee_director", "committee_member"}


async def start_execution(uow: UnitOfWork, matter_id: UUID) -> Matter:
    """Begin the work of a published resolution."""
    dossier = await course.locked(uow, matter_id)
    await course.start(uow, dossier)
    await _record(uow, dossier, AuditTag.DECISIONS_WORK_START)
    return dossier.matter


async def plan_milestone(
    uow: UnitOfWork, matter_id: UUID, *, title: str, due_on: date | None = None
) -> Milestone:
    """Plan one stretch of the work."""
    title = writing.required(writing.MILESTONE_TITLE, title)
    dossier = await course.locked(uow, matter_id)
    course.require_step(dossier, {StepKind.EXECUTE}, ("安排节点", "planning a milestone"))
    writing.MILESTONES.few([*dossier.milestones, title])
    milestone = Milestone(
        matter_id=matter_id,
        title=title,
        due_on=due_on,
        planned_by_id=uow.actor.resident_id,
    )
    uow.session.add(milestone)
    await _record(uow, dossier, AuditTag.DECISIONS_MILESTONE_PLAN)
    return milestone


async def report_milestone(
    uow: UnitOfWork,
    milestone_id: UUID,
    *,
    note: str,
    spent_fen: int = 0,
    photos: Sequence[bytes] = (),
) -> Milestone:
    """Report a milestone done, with what was spent and photos."""
    note = writing.MILESTONE_NOTE.read(note)
    found = await repository.find_milestone(uow.session, milestone_id)
    if found is None:
        raise NotFound
    dossier = await course.locked(uow, found.matter_id)
    step = course.require_step(dossier, {StepKind.EXECUTE}, ("报告进度", "reporting"))
    if dossier.progress.state.value != "executing":
        raise course.wrong_step(dossier, (f"报告进度（{step.name_zh}还没有开始）", "reporting"))
    milestone = await repository.find_milestone_for_update(uow.session, milestone_id)
    if milestone is None or milestone.done_at is not None:
        raise MilestoneDone
    milestone.done_at, milestone.note, milestone.spent_fen = clock.now(), note, spent_fen
    kept = await sent_files.keep(uow, photos, voices=False, field="photos")
    milestone.attachments = [asdict(each) for each in kept]
    milestone.reported_by_id = uow.actor.resident_id
    milestone.reported_by = uow.actor.label
    await _record(uow, dossier, AuditTag.DECISIONS_MILESTONE_REPORT)
    return milestone


async def inspect(
    uow: UnitOfWork,
    matter_id: UUID,
    *,
    passed: bool,
    note: str,
    mend_by: date | None = None,
    attachments: Sequence[Attachment] = (),
) -> Inspection:
    """Check the work; who carried it out may not, nor may a committee member (art. 32).

    What is not passed goes back to be carried out, by `mend_by` if the board sets a day, and comes
    to the board once more. What villagers called not done for the second time is closed as that,
    with the board's words beside it (ADR 36).
    """
    note = writing.reason(note, writing.INSPECTION)
    _refuse_wrong_day(mend_by, passed=passed)
    dossier = await course.locked(uow, matter_id)
    answered = dossier.facts.not_done
    kinds = {StepKind.SUPERVISE, *([StepKind.EVALUATE] if answered else [])}
    step = course.require_step(dossier, kinds, ("监督检查", "a check"))
    if mend_by is not None and step.kind is StepKind.EVALUATE:
        raise MendByRefused(path=("mend_by",))
    await _refuse_interested(uow, dossier)
    outcome = Outcome.PASSED if passed else Outcome.FAILED
    inspection = _inspection(uow, _open(dossier), outcome, note, attachments)
    inspection.mend_by = mend_by
    uow.session.add(inspection)
    await _record(uow, dossier, AuditTag.DECISIONS_INSPECTION_RECORD)
    if step.kind is StepKind.EVALUATE:
        await close_not_done(uow, await course.reloaded(uow, dossier), "已去看并记下")
    elif passed:
        dossier = await course.reloaded(uow, dossier)
        await course.advance(uow, dossier, dossier.facts, outcome="passed", reason=note)
    else:
        await _sent_back(uow, dossier, note, mend_by)
    return inspection


def _refuse_wrong_day(mend_by: date | None, *, passed: bool) -> None:
    if mend_by is not None and (passed or mend_by < clock.today()):
        raise MendByRefused(path=("mend_by",))


async def _sent_back(uow: UnitOfWork, dossier: Dossier, note: str, mend_by: date | None) -> None:
    """Reopen the work; the day that the board set is the step's own."""
    await course.send_back(uow, dossier, outcome="failed", reason=note)
    if mend_by is not None:
        reopened = _open(await course.reloaded(uow, dossier))
        reopened.due_at = datetime.combine(mend_by + _DAY, time(), tzinfo=clock.ZONE)


def _open(dossier: Dossier) -> MatterStep:
    if dossier.open_step is None:
        raise NotFound
    return dossier.open_step


def _inspection(
    uow: UnitOfWork,
    step: MatterStep,
    outcome: Outcome,
    note: str,
    attachments: Sequence[Attachment],
) -> Inspection:
    return Inspection(
        matter_id=step.matter_id,
        step_id=step.id,
        inspector_id=uow.actor.resident_id,
        inspector=uow.actor.label,
        outcome=outcome.value,
        note=note,
        attachments=[asdict(each) for each in attachments],
    )


async def _refuse_interested(uow: UnitOfWork, dossier: Dossier) -> None:
    actor = uow.actor
    if any(
        course.same_person(actor, row.reported_by_id)
        or course.same_person(actor, row.planned_by_id)
        for row in dossier.milestones
    ) or any(
        course.same_person(actor, row.recorded_by_id)
        for row in dossier.papers
        if row.kind == PaperKind.REPORT.value
    ):
        raise OwnWorkReviewed(
            who_zh="实施的人", who_en="Who carried it out", verb_zh="检查", verb_en="check"
        )
    if actor.resident_id is None:
        return
    terms = (await people.load_terms(uow, [actor.resident_id])).get(actor.resident_id, [])
    if any(term.office in _COMMITTEE and term.until is None for term in terms):
        raise SupervisorIsCommitteeMember


async def _record(uow: UnitOfWork, dossier: Dossier, tag: AuditTag) -> None:
    await audit.record(uow, tag, subject=dossier.matter.id, village=dossier.matter.village_code)
