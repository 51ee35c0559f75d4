"""The life of a matter as a table of transitions: pure, in order, and no step can be skipped."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.decisions.blocking import Blocker, Facts, blockers_of
from services.decisions.errors import NothingToReconsider, StepBlocked, TransitionRefused
from services.decisions.method_types import ON_REJECT_FAIL, ON_REJECT_SUSPEND, Method, Step
from services.decisions.vocabulary import Publication, StepKind


class State(StrEnum):
    """Where a matter stands."""

    DRAFT = "draft"
    IN_STEPS = "in_steps"
    RESOLVED = "resolved"
    PUBLISHED = "published"
    EXECUTING = "executing"
    ACCEPTED = "accepted"
    RESULT_PUBLISHED = "result_published"
    ARCHIVED = "archived"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    RECONSIDERING = "reconsidering"
    ANNULLED = "annulled"


class Event(StrEnum):
    """What can happen to a matter."""

    ADVANCE = "advance"
    ANNUL = "annul"
    RECONSIDER = "reconsider"
    REOPEN = "reopen"
    RESUME = "resume"
    SEND_BACK = "send_back"
    START_EXECUTION = "start_execution"
    WITHDRAW = "withdraw"


class Change(StrEnum):
    """What a new version changes; it decides how far back the matter goes."""

    ATTACHMENTS = "attachments"
    BUDGET = "budget"
    FUNDING = "funding"
    SCHEDULE = "schedule"
    TEXT = "text"
    TYPE = "type"


STATE_NAMES: Mapping[State, tuple[str, str]] = {
    State.DRAFT: ("起草中", "draft"),
    State.IN_STEPS: ("办理中", "in progress"),
    State.RESOLVED: ("已表决通过", "resolved"),
    State.PUBLISHED: ("决议已公布", "published"),
    State.EXECUTING: ("实施中", "being carried out"),
    State.ACCEPTED: ("已验收", "accepted"),
    State.RESULT_PUBLISHED: ("结果已公布", "result published"),
    State.ARCHIVED: ("已归档", "archived"),
    State.RETURNED: ("已退回修改", "returned"),
    State.SUSPENDED: ("暂缓", "suspended"),
    State.REJECTED: ("未通过", "rejected"),
    State.WITHDRAWN: ("已撤回", "withdrawn"),
    State.RECONSIDERING: ("重新商议中", "being reconsidered"),
    State.ANNULLED: ("已被撤销", "annulled"),
}

EVENT_NAMES: Mapping[Event, tuple[str, str]] = {
    Event.ADVANCE: ("进入下一步", "moved on"),
    Event.ANNUL: ("撤销", "annulled"),
    Event.RECONSIDER: ("重新商议", "reconsidered"),
    Event.REOPEN: ("退回重做", "reopened"),
    Event.RESUME: ("重新提交", "submitted again"),
    Event.SEND_BACK: ("退回", "sent back"),
    Event.START_EXECUTION: ("开始实施", "started"),
    Event.WITHDRAW: ("撤回", "withdrawn"),
}

BEFORE_PASSING = frozenset({State.DRAFT, State.IN_STEPS, State.RETURNED, State.SUSPENDED})
_MOVING = frozenset(
    {
        *(State.DRAFT, State.IN_STEPS, State.RESOLVED, State.PUBLISHED, State.EXECUTING),
        *(State.ACCEPTED, State.RESULT_PUBLISHED),
    }
)
FINAL = frozenset({State.ARCHIVED, State.REJECTED, State.WITHDRAWN, State.ANNULLED})

# The transition table: in which states an event may happen at all.
ALLOWED: Mapping[Event, frozenset[State]] = {
    Event.ADVANCE: _MOVING,
    # A court may set aside what was carried out and archived long ago.
    Event.ANNUL: _MOVING - {State.DRAFT, State.IN_STEPS} | {State.RECONSIDERING, State.ARCHIVED},
    Event.RECONSIDER: frozenset({State.RESOLVED, State.PUBLISHED}),
    Event.REOPEN: frozenset({State.RESULT_PUBLISHED}),
    Event.RESUME: frozenset({State.RETURNED, State.SUSPENDED, State.RECONSIDERING}),
    Event.SEND_BACK: frozenset({State.IN_STEPS, State.RESOLVED, State.PUBLISHED, State.EXECUTING}),
    Event.START_EXECUTION: frozenset({State.PUBLISHED}),
    Event.WITHDRAW: BEFORE_PASSING,
}


@dataclass(frozen=True)
class Progress:
    """How far a matter has come: the open step, and the steps behind it in this course."""

    method: Method
    state: State
    step: str
    version_no: int
    done: tuple[str, ...]

    @property
    def current(self) -> Step | None:
        """Return the open step, or nothing once everything is archived."""
        return self.method.step(self.step) if self.step else None


def begin(method: Method) -> Progress:
    """Return the progress of a matter that has just been written down."""
    return Progress(method, State.DRAFT, method.steps[0].key, 1, ())


def next_step(progress: Progress) -> Step | None:
    """Return the step after the open one; there is no other way forward."""
    position = progress.method.index(progress.step) + 1 if progress.step else 0
    steps = progress.method.steps
    return steps[position] if progress.step and position < len(steps) else None


def blockers(progress: Progress, facts: Facts, now: datetime) -> list[Blocker]:
    """Return what keeps the matter from its next step, in words; empty means it may go on."""
    waiting = _WAITING.get(progress.state)
    if waiting is not None:
        return [waiting]
    step = progress.current
    if progress.state in FINAL or step is None:
        return []
    if step.kind is StepKind.EXECUTE and progress.state is not State.EXECUTING:
        return [Blocker("EXECUTION_NOT_STARTED", "还没有开始实施", "work has not started")]
    return blockers_of(step, facts, now)


_WAITING: Mapping[State, Blocker] = {
    State.RETURNED: Blocker(
        "RETURNED", "已退回：修改后重新提交才能继续", "returned: mend it and submit it again"
    ),
    State.SUSPENDED: Blocker(
        "SUSPENDED", "暂缓：修改后重新提议才能继续", "suspended: mend it and propose it again"
    ),
    State.RECONSIDERING: Blocker(
        "RECONSIDERING", "重新商议中：走访并提交新一版", "reconsidered: visit and submit a version"
    ),
}


def require(state: State, event: Event) -> None:
    """Refuse an event that the table does not allow in this state."""
    if state not in ALLOWED[event]:
        raise _refusal(state, event)


def advance(progress: Progress, facts: Facts, now: datetime) -> Progress:
    """Close the open step and open the one after it, if nothing blocks it."""
    require(progress.state, Event.ADVANCE)
    step, reasons = progress.method.step(progress.step), blockers(progress, facts, now)
    if reasons:
        raise StepBlocked(
            step_zh=step.name_zh,
            step_en=step.name_en,
            why_zh="；".join(reason.zh for reason in reasons),
            why_en="; ".join(reason.en for reason in reasons),
            codes=tuple(reason.code for reason in reasons),
        )
    following = next_step(progress)
    return replace(
        progress,
        step=following.key if following else "",
        state=state_at(progress.method, following),
        done=(*progress.done, step.key),
    )


def state_at(method: Method, step: Step | None) -> State:
    """Return the state of a matter whose open step is this one."""
    if step is None:
        return State.ARCHIVED
    position = method.index(step.key)
    return next(
        (state for state, last in _marks(method) if position <= last), State.RESULT_PUBLISHED
    )


def _marks(method: Method) -> tuple[tuple[State, int], ...]:
    """Return up to which position each state lasts."""
    steps = method.steps
    votes = [number for number, step in enumerate(steps) if step.kind is StepKind.RESOLVE]
    result = _position(method, StepKind.POST, Publication.RESULT)
    return (
        (State.DRAFT, _position(method, StepKind.PROPOSE)),
        (State.IN_STEPS, votes[-1]),
        (State.RESOLVED, _position(method, StepKind.POST, Publication.RESOLUTION)),
        (State.PUBLISHED, _position(method, StepKind.EXECUTE)),
        (State.EXECUTING, result - 1),
        (State.ACCEPTED, result),
    )


def _position(method: Method, kind: StepKind, publishes: Publication | None = None) -> int:
    return next(
        number
        for number, step in enumerate(method.steps)
        if step.kind is kind and publishes in {None, step.publishes}
    )


def start_execution(progress: Progress) -> Progress:
    """Begin the work; only a published resolution whose execution is next can be begun."""
    require(progress.state, Event.START_EXECUTION)
    if progress.method.step(progress.step).kind is not StepKind.EXECUTE:
        raise _refusal(progress.state, Event.START_EXECUTION)
    return replace(progress, state=State.EXECUTING)


def send_back(progress: Progress) -> Progress:
    """Follow the open step's way for a refusal: an earlier step, suspended, or rejected."""
    require(progress.state, Event.SEND_BACK)
    step = progress.method.step(progress.step)
    if step.on_reject == ON_REJECT_FAIL:
        return replace(progress, state=State.REJECTED)
    if step.on_reject == ON_REJECT_SUSPEND:
        return replace(progress, state=State.SUSPENDED)
    if not step.on_reject:
        raise _refusal(progress.state, Event.SEND_BACK)
    return _go_back(progress, step.on_reject)


def _go_back(progress: Progress, key: str) -> Progress:
    """Reopen an earlier step; work and its plan are mended in place, a text needs a version."""
    method, target = progress.method, progress.method.index(key)
    state = State.RETURNED
    if target > _position(method, StepKind.POST, Publication.RESOLUTION):
        state = State.PUBLISHED
    if target >= _position(method, StepKind.EXECUTE):
        state = State.EXECUTING
    return replace(progress, step=key, state=state, done=_before(progress.method, key))


def reopen(progress: Progress) -> Progress:
    """Take the work up again, because villagers say that it was not done (ADR 36)."""
    require(progress.state, Event.REOPEN)
    method = progress.method
    if method.step(progress.step).kind is not StepKind.EVALUATE:
        raise _refusal(progress.state, Event.REOPEN)
    return _go_back(progress, method.steps[_position(method, StepKind.EXECUTE)].key)


def uphold_objection(progress: Progress) -> Progress:
    """Take down what an objection is right about: a plan goes back, a resolution is reconsidered.

    domain.md 1.1 and 3.4; that a plan goes back to its writers is ours.
    """
    if progress.method.step(progress.step).publishes is Publication.RESOLUTION:
        return reconsider(progress)
    require(progress.state, Event.SEND_BACK)
    method = progress.method
    return _go_back(progress, method.steps[_position(method, StepKind.PROPOSE)].key)


def _before(method: Method, key: str) -> tuple[str, ...]:
    return tuple(step.key for step in method.steps[: method.index(key)])


def reconsider(progress: Progress) -> Progress:
    """Reopen a decision that has passed; nothing but a new version leads out of it."""
    if progress.state not in ALLOWED[Event.RECONSIDER]:
        raise NothingToReconsider
    return replace(progress, state=State.RECONSIDERING)


def resume(progress: Progress, changes: frozenset[Change]) -> Progress:
    """Start the next version at the earliest step that the change touches."""
    require(progress.state, Event.RESUME)
    target = _restart(progress, changes)
    return replace(
        progress,
        step=target.key,
        state=state_at(progress.method, target),
        version_no=progress.version_no + 1,
        done=_before(progress.method, target.key),
    )


_LIGHT = frozenset({Change.ATTACHMENTS, Change.SCHEDULE})


def _restart(progress: Progress, changes: frozenset[Change]) -> Step:
    """Return the earliest step that a change touches; what judged the old text judges the new."""
    method, light = progress.method, changes <= _LIGHT
    proposed = _position(method, StepKind.PROPOSE)
    if Change.TYPE in changes:
        # Another kind of matter may belong to another body: nothing decided so far counts.
        return method.steps[min(method.index(progress.step), proposed)]
    if progress.state is State.RETURNED:
        back = method.index(progress.step)
        return method.steps[back if light else min(back, proposed + 1)]
    posting = method.first(StepKind.POST, Publication.PROPOSAL)
    if progress.state is State.RECONSIDERING and light and posting is not None:
        return posting
    return method.steps[proposed]


def withdraw(progress: Progress) -> Progress:
    """Take a matter back before it has passed."""
    require(progress.state, Event.WITHDRAW)
    return replace(progress, state=State.WITHDRAWN)


def annul(progress: Progress) -> Progress:
    """Set a decision aside (organic law art. 23, 27 and 36)."""
    require(progress.state, Event.ANNUL)
    # What was archived stands at its last step again: only the archive has none.
    step = progress.step or progress.method.steps[-1].key
    done = _before(progress.method, step)
    return replace(progress, step=step, state=State.ANNULLED, done=done)


def _refusal(state: State, event: Event) -> TransitionRefused:
    state_zh, state_en = STATE_NAMES[state]
    event_zh, event_en = EVENT_NAMES[event]
    return TransitionRefused(
        state_zh=state_zh, state_en=state_en, event_zh=event_zh, event_en=event_en
    )
