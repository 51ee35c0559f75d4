"""What is laid on file in a step: hearings, the plan of the work, reports, proofs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, routing, writing
from services.decisions.blocking import Outcome
from services.decisions.dossiers import Dossier
from services.decisions.errors import ExtraOfTownship, ExtraUnknown, HearingDayAhead
from services.decisions.models import MatterPaper, PaperKind
from services.decisions.routing import MatterType
from services.decisions.vocabulary import StepKind
from services.decisions.workflow import FINAL, State
from tenants.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Expert:
    """Somebody who knows the trade, heard about a plan."""

    name: str
    profession: str


async def record_hearing(
    uow: UnitOfWork,
    matter_id: UUID,
    *,
    held_on: date,
    experts: Sequence[Expert],
    conclusion: str,
    feasible: bool,
) -> MatterPaper:
    """Record an expert hearing; what it finds not feasible goes back to be mended."""
    conclusion = writing.required(writing.CONCLUSION, conclusion)
    writing.EXPERTS.few(experts)
    heard = [_read(expert) for expert in experts]
    if not heard:
        writing.required(writing.EXPERT, "")
    if held_on > clock.today():
        raise HearingDayAhead(path=("held_on",))
    dossier = await course.locked(uow, matter_id)
    course.require_step(dossier, {StepKind.HEARING}, ("登记论证会", "recording a hearing"))
    outcome = Outcome.PASSED if feasible else Outcome.FAILED
    paper = _paper(uow, dossier, PaperKind.HEARING, conclusion)
    paper.held_on, paper.outcome = held_on, outcome.value
    paper.details = {"experts": [asdict(expert) for expert in heard]}
    await _add(uow, dossier, paper, AuditTag.DECISIONS_HEARING_RECORD)
    dossier = await course.reloaded(uow, dossier)
    if feasible:
        await course.advance(uow, dossier, dossier.facts, outcome="passed", reason=conclusion)
    else:
        await course.send_back(uow, dossier, outcome="failed", reason=conclusion)
    return paper


def _read(expert: Expert) -> Expert:
    return Expert(
        writing.required(writing.EXPERT, expert.name),
        writing.required(writing.PROFESSION, expert.profession),
    )


async def write_plan(uow: UnitOfWork, matter_id: UUID, text: str) -> MatterPaper:
    """Write the plan of the work that the representatives will vote on; a new one replaces it."""
    text = writing.required(writing.WORK_PLAN, text)
    dossier = await course.locked(uow, matter_id)
    course.require_step(dossier, {StepKind.PLAN_VOTE}, ("写实施方案", "writing the plan"))
    if dossier.meeting is not None and dossier.meeting.state in {"called", "open"}:
        # What was announced with the notice is what is voted on.
        raise course.wrong_step(dossier, ("改实施方案（会议已召集）", "changing the plan"))
    paper = _paper(uow, dossier, PaperKind.PLAN, text)
    return await _add(uow, dossier, paper, AuditTag.DECISIONS_PLAN_WRITE)


async def report_work(uow: UnitOfWork, matter_id: UUID, text: str) -> MatterPaper:
    """Report on the work to the branch and the representatives; the last report ends its step."""
    text = writing.required(writing.WORK_REPORT, text)
    dossier = await course.locked(uow, matter_id)
    step = course.require_step(
        dossier, {StepKind.EXECUTE, StepKind.REPORT}, ("报告执行情况", "reporting on the work")
    )
    if dossier.progress.state is not State.EXECUTING and step.kind is StepKind.EXECUTE:
        raise course.wrong_step(dossier, ("报告执行情况（还没有开始实施）", "reporting"))
    paper = _paper(uow, dossier, PaperKind.REPORT, text)
    await _add(uow, dossier, paper, AuditTag.DECISIONS_REPORT_WRITE)
    if step.kind is StepKind.REPORT:
        dossier = await course.reloaded(uow, dossier)
        await course.advance(uow, dossier, dossier.facts, outcome="reported")
    return paper


async def record_extra(
    uow: UnitOfWork, matter_id: UUID, *, key: str, document: str, held_on: date, township: bool
) -> MatterPaper:
    """Record what a kind of matter needs beside its method, by the paper that proves it."""
    document = writing.required(writing.DOCUMENT, document)
    if held_on > clock.today():
        raise HearingDayAhead(path=("held_on",))
    dossier = await course.locked(uow, matter_id)
    extra = next((one for one in _extras(dossier) if one.key == key), None)
    if extra is None or dossier.open_step is None or dossier.progress.state in FINAL:
        raise ExtraUnknown(path=("key",))
    if extra.by_township and not township:
        raise ExtraOfTownship(path=("key",), what_zh=extra.zh, what_en=extra.en)
    paper = _paper(uow, dossier, PaperKind.EXTRA, document)
    paper.key, paper.held_on = key, held_on
    return await _add(uow, dossier, paper, AuditTag.DECISIONS_EXTRA_RECORD)


def _extras(dossier: Dossier) -> tuple[routing.ExtraStep, ...]:
    return routing.route(MatterType(dossier.matter.matter_type)).extra


def _paper(uow: UnitOfWork, dossier: Dossier, kind: PaperKind, text: str) -> MatterPaper:
    row = dossier.open_step
    if row is None:
        raise NotFound
    return MatterPaper(
        matter_id=dossier.matter.id,
        step_id=row.id,
        version_no=dossier.matter.version_no,
        kind=kind.value,
        text=text,
        recorded_by_id=uow.actor.resident_id,
        recorded_by=uow.actor.label,
    )


async def _add(uow: UnitOfWork, dossier: Dossier, paper: MatterPaper, tag: AuditTag) -> MatterPaper:
    uow.session.add(paper)
    await audit.record(
        uow, tag, subject=dossier.matter.id, village=dossier.matter.village_code, kind=paper.kind
    )
    return paper
