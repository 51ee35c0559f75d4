"""The rail of a matter: every step with done, now, late or todo, who is next, and what blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.decisions import workflow
from services.decisions.blocking import Blocker
from services.decisions.dossiers import Dossier
from services.decisions.method_types import Step
from services.decisions.models import MatterStep
from services.decisions.vocabulary import ROLE_NAMES, StepState
from services.decisions.workflow import FINAL
from tenants.authorization.roles import Role, is_seat


class RailState(StrEnum):
    """How a step is drawn."""

    ANNULLED = "annulled"
    DONE = "done"
    LATE = "late"
    NOW = "now"
    TODO = "todo"


@dataclass(frozen=True)
class RailStep:
    """One stop of the rail."""

    key: str
    kind: str
    zh: str
    en: str
    state: RailState
    actor: Role
    actor_zh: str
    actor_en: str
    opened_at: datetime | None
    due_at: datetime | None
    closed_at: datetime | None
    version_no: int | None
    outcome: str
    reason: str


@dataclass(frozen=True)
class Rail:
    """Where a matter stands, in pictures and in words."""

    steps: tuple[RailStep, ...]
    next_actor: Role | None
    next_zh: str
    next_en: str
    blockers: tuple[Blocker, ...]


def rail(dossier: Dossier, now: datetime) -> Rail:
    """Draw the rail of one matter."""
    progress, step = dossier.progress, dossier.step
    latest = {row.step_key: row for row in dossier.steps}
    stops = tuple(
        _stop(each, latest.get(each.key), _state(dossier, each, now))
        for each in progress.method.steps
    )
    over = progress.state in FINAL or step is None
    actor = None if over or step is None else _next_actor(dossier, step)
    blockers = tuple(workflow.blockers(progress, dossier.facts, now))
    return Rail(stops, actor, *_names(dossier, actor, blockers), blockers)


# Who must act where it is not the step's own actor: a notice is checked by a second person, and
# what hangs ripens by itself.
_ACTS: Mapping[str, tuple[str, str]] = {
    "NOBODY_ANSWERED": ROLE_NAMES[Role.SUPERVISOR],
    "NOT_DONE": ROLE_NAMES[Role.SUPERVISOR],
    "NOTICE_NOT_FINAL": ("到时自动办，不用人办", "nobody: it goes on by itself"),
    "POSTING_NOT_RELEASED": (
        "核对公告的人（监委会、党支部书记或村委会主任，拟稿人除外）",
        "who checks the notice (supervisory board, party secretary or director, not its author)",
    ),
    "POSTING_RUNS": ("公示期满自动办，不用人办", "nobody: it goes on when the posting is over"),
    "SIGNATURES_MISSING": ("到会的人，在决议上签字", "those who were present, by signing"),
}


def _names(dossier: Dossier, actor: Role | None, blockers: Sequence[Blocker]) -> tuple[str, str]:
    """Return whose turn it is in words: what blocks first says who can take it away."""
    if actor is None:
        return "", ""
    first = blockers[0].code if blockers else ""
    if first == "POSTING_NOT_RELEASED" and is_seat(dossier.matter.village_code):
        return ROLE_NAMES[Role.TOWNSHIP_SECRETARY]
    return _ACTS.get(first, ROLE_NAMES[actor])


def _next_actor(dossier: Dossier, step: Step) -> Role:
    """Return whose turn it is: a matter that was returned waits for whoever proposes."""
    waiting = {workflow.State.RETURNED, workflow.State.SUSPENDED, workflow.State.RECONSIDERING}
    if dossier.progress.state in waiting:
        return dossier.method.steps[0].actor
    return step.actor


def _state(dossier: Dossier, step: Step, now: datetime) -> RailState:
    progress = dossier.progress
    if step.key == progress.step and progress.state is workflow.State.ANNULLED:
        return RailState.ANNULLED
    if step.key in progress.done:
        return RailState.DONE
    if step.key != progress.step or progress.state in FINAL:
        return RailState.TODO
    row = dossier.open_step
    late = row is not None and row.due_at is not None and now > row.due_at
    return RailState.LATE if late else RailState.NOW


def _stop(step: Step, row: MatterStep | None, state: RailState) -> RailStep:
    actor_zh, actor_en = ROLE_NAMES[step.actor]
    shown = row if row is not None and state is not RailState.TODO else None
    closed = shown if shown is not None and shown.state == StepState.DONE.value else None
    return RailStep(
        key=step.key,
        kind=step.kind.value,
        zh=step.name_zh,
        en=step.name_en,
        state=state,
        actor=step.actor,
        actor_zh=actor_zh,
        actor_en=actor_en,
        opened_at=shown.opened_at if shown else None,
        due_at=shown.due_at if shown else None,
        closed_at=closed.closed_at if closed else None,
        version_no=row.version_no if row else None,
        outcome=row.outcome if row else "",
        reason=row.reason if row else "",
    )
