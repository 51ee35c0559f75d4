"""Moving a matter along its course: under lock, step records closed and opened, and audited."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from infra import calendar, clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import dossiers, repository, workflow
from services.decisions.asking import subjects
from services.decisions.blocking import Facts
from services.decisions.dossiers import Dossier
from services.decisions.errors import DraftClosed, StepBlocked, WrongStep
from services.decisions.method_types import Step
from services.decisions.models import Matter, MatterDraft, MatterStep
from services.decisions.vocabulary import StepKind, StepState
from services.decisions.workflow import ALLOWED, Event, Progress, State
from tenants.unit_of_work import Actor, UnitOfWork


async def locked(uow: UnitOfWork, matter_id: UUID) -> Dossier:
    """Lock a matter and load what is on file about it."""
    matter = await repository.find_matter_for_update(uow.session, matter_id)
    if matter is None:
        raise NotFound
    return await dossiers.load_one(uow, matter)


async def locked_all(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Dossier]:
    """Lock several matters, always in the order of their ids, and load what is on file."""
    matters = []
    for matter_id in sorted(set(ids)):
        matter = await repository.find_matter_for_update(uow.session, matter_id)
        if matter is None:
            raise NotFound
        matters.append(matter)
    return await dossiers.load(uow, matters)


async def writable(uow: UnitOfWork, matter_id: UUID) -> Dossier:
    """Lock a matter whose text may be written; a submitted text is closed."""
    dossier = await locked(uow, matter_id)
    if dossier.progress.state not in ALLOWED[Event.RESUME] | {State.DRAFT}:
        raise DraftClosed
    return dossier


def draft_of(dossier: Dossier) -> MatterDraft:
    """Return the text being written."""
    if dossier.draft is None:
        raise DraftClosed
    return dossier.draft


def require_step(dossier: Dossier, kinds: Collection[StepKind], verb: tuple[str, str]) -> Step:
    """Return the open step if it is one of these kinds, and refuse otherwise."""
    step = dossier.step
    moving = dossier.progress.state in ALLOWED[Event.ADVANCE]
    if step is None or step.kind not in kinds or not moving:
        raise wrong_step(dossier, verb)
    return step


def wrong_step(dossier: Dossier, verb: tuple[str, str]) -> WrongStep:
    """Return the refusal of a verb that does not belong to the open step."""
    step, (state_zh, state_en) = dossier.step, workflow.STATE_NAMES[dossier.progress.state]
    moving = step is not None and dossier.progress.state in ALLOWED[Event.ADVANCE]
    return WrongStep(
        step_zh=step.name_zh if step and moving else state_zh,
        step_en=step.name_en if step and moving else state_en,
        verb_zh=verb[0],
        verb_en=verb[1],
    )


def same_person(actor: Actor, resident_id: UUID | None, account_id: UUID | None = None) -> bool:
    """Say whether the asker is the person a record names, by resident or by account."""
    by_resident = actor.resident_id is not None and actor.resident_id == resident_id
    return by_resident or (actor.account_id is not None and actor.account_id == account_id)


async def advance(
    uow: UnitOfWork,
    dossier: Dossier,
    facts: Facts,
    *,
    outcome: str = "",
    reason: str = "",
    evidence: Mapping[str, Any] | None = None,
    derivation: Sequence[Mapping[str, Any]] = (),
) -> Dossier:
    """Close the open step and open the next, if nothing blocks it; return the new dossier."""
    progress = workflow.advance(dossier.progress, facts, clock.now())
    row = dossier.open_step
    if row is not None:
        row.outcome, row.reason = outcome, reason
        row.evidence = {**row.evidence, **(evidence or {})}
        row.derivation = [dict(line) for line in derivation]
    await move(uow, dossier, progress, StepState.DONE)
    await audit.record(
        uow,
        AuditTag.DECISIONS_STEP_COMPLETE,
        subject=dossier.matter.id,
        village=dossier.matter.village_code,
        step=dossier.matter.step_key,
        closed=row.step_key if row else None,
    )
    return await reloaded(uow, dossier)


async def send_back(
    uow: UnitOfWork,
    dossier: Dossier,
    *,
    outcome: str,
    reason: str,
    evidence: Mapping[str, Any] | None = None,
    derivation: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Leave the open step by its way for a refusal."""
    progress, row = workflow.send_back(dossier.progress), dossier.open_step
    if row is not None:
        row.outcome, row.reason = outcome, reason
        row.evidence = {**row.evidence, **(evidence or {})}
        row.derivation = [dict(line) for line in derivation]
    await move(uow, dossier, progress, StepState.RETURNED)
    await audit.record(
        uow,
        AuditTag.DECISIONS_MATTER_SEND_BACK,
        subject=dossier.matter.id,
        village=dossier.matter.village_code,
        step=row.step_key if row else None,
        to=progress.step,
        state=progress.state.value,
    )


async def move(uow: UnitOfWork, dossier: Dossier, progress: Progress, left_as: StepState) -> None:
    """Write a transition that the workflow allowed; the only place that does."""
    now, actor = clock.now(), uow.actor
    row = dossier.open_step
    if row is not None:
        row.state, row.closed_at = left_as.value, now
        row.actor_id, row.actor = actor.resident_id, actor.label
    matter = dossier.matter
    matter.state, matter.step_key = progress.state.value, progress.step
    matter.version_no, matter.changed_at = progress.version_no, now
    # The closed row must be written before another is opened: one open step a matter.
    await uow.session.flush()
    if progress.step and progress.state in ALLOWED[Event.ADVANCE]:
        step = progress.method.step(progress.step)
        record = opened(matter, step, dossier.steps, now)
        if step.responses is not None:
            asked = await subjects(uow, matter.village_code, step.responses.of)
            record.evidence = {"asked": len(asked)}
        uow.session.add(record)
        await uow.session.flush()


def opened(matter: Matter, step: Step, earlier: Sequence[MatterStep], now: datetime) -> MatterStep:
    """Return the record of a step that opens now."""
    rounds = [
        row for row in earlier if (row.version_no, row.step_key) == (matter.version_no, step.key)
    ]
    return MatterStep(
        matter_id=matter.id,
        version_no=matter.version_no,
        step_key=step.key,
        round=len(rounds) + 1,
        opened_at=now,
        due_at=calendar.deadline(now, step.due_in.days) if step.due_in else None,
    )


async def start(uow: UnitOfWork, dossier: Dossier) -> None:
    """Begin the work: the state changes and the step stays the same."""
    _refuse_missing_papers(dossier)
    progress = workflow.start_execution(dossier.progress)
    dossier.matter.state, dossier.matter.changed_at = progress.state.value, clock.now()


def _refuse_missing_papers(dossier: Dossier) -> None:
    """Refuse to begin while approval, filing or registration is not on file (domain.md 2.5)."""
    step, missing = dossier.step, dossier.extras_missing
    if step is not None and missing:
        raise StepBlocked(
            step_zh=step.name_zh,
            step_en=step.name_en,
            why_zh="；".join(f"还没有登记：{one.zh}" for one in missing),
            why_en="; ".join(f"not recorded yet: {one.en}" for one in missing),
            codes=tuple("PAPER_MISSING" for _ in missing),
        )


async def reloaded(uow: UnitOfWork, dossier: Dossier) -> Dossier:
    """Load a matter's dossier again after it was changed."""
    await uow.session.flush()
    return await dossiers.load_one(uow, dossier.matter)
