"""A model check of every method's graph: those of the release, and lawful ones made at random."""

import inspect
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

import pytest

from services.decisions import course, method, method_writing, workflow
from services.decisions.errors import (
    MethodInvalid,
    MethodLooserThanLaw,
    NothingToReconsider,
    StepBlocked,
    TransitionRefused,
)
from services.decisions.law import Rule
from services.decisions.method_shape import PERMISSIONS
from services.decisions.method_types import Days, Method, Step
from services.decisions.models import Matter
from services.decisions.vocabulary import (
    MEETING_KINDS,
    Body,
    Evidence,
    Level,
    Population,
    Publication,
    RuleKind,
    Source,
    StepKind,
)
from services.decisions.workflow import Change, Progress, State
from tenants.authorization.roles import Role
from tests.services.decisions.test_workflow import NOW, READY

RANDOM_METHODS = 60
MATTER = Matter(
    village_code="150523104203",
    year=2026,
    serial=1,
    title="修路",
    matter_type="public_works",
    body="representatives_meeting",
    method_id="-",
    method_version="1",
    method_hash="-",
    law_version="OL2018",
    step_key="-",
    proposer="-",
)
_BEFORE = (
    *(StepKind.CONSULT, StepKind.DELIBERATE, StepKind.HEARING),
    *(StepKind.RATE, StepKind.REVIEW, StepKind.SOLICIT),
)
_WORKING = {State.EXECUTING, State.ACCEPTED, State.RESULT_PUBLISHED, State.ARCHIVED}


def step(
    key: str, kind: StepKind, on_reject: str = "", publishes: Publication | None = None
) -> Step:
    asks = kind is StepKind.RATE
    meets = kind in MEETING_KINDS
    return Step(
        key=key,
        kind=kind,
        name_zh=f"步骤{key}",
        name_en=f"Step {key}",
        actor=Role.PARTY_SECRETARY,
        permission=PERMISSIONS[kind],
        source=Source.LOCAL,
        body=Body.JOINT_COMMITTEE if meets and kind is not StepKind.RESOLVE else None,
        routed=kind is StepKind.RESOLVE,
        quorum=None,
        passing=None,
        notice=Days(10, Source.LOCAL) if meets else None,
        posting=Days(3, Source.LOCAL) if publishes else None,
        deadline=None,
        evidence=(Evidence.MILESTONES,) if kind is StepKind.EXECUTE else (),
        on_reject=on_reject,
        publishes=publishes,
        note="",
        responses=_share() if asks else None,
    )


def _share() -> Rule:
    return Rule(
        id="", kind=RuleKind.RESPONSES, body=None, statute="METHOD", article="-",
        authority_zh="", authority_en="", zh="", en="",
        of=Population.REPRESENTATIVES, numerator=2, denominator=3, source=Source.LOCAL,
    )  # fmt: skip


def steps_at_random(dice: random.Random) -> Iterator[Step]:
    keys: list[str] = []

    def made(kind: StepKind, publishes: Publication | None = None) -> Step:
        key = f"s{len(keys)}"
        keys.append(key)
        refuses = kind in {*MEETING_KINDS, StepKind.REVIEW, StepKind.SUPERVISE, StepKind.HEARING}
        back = dice.choice([*keys, "suspend", "reject"]) if refuses else ""
        return step(key, kind, back, publishes)

    def some(kinds: tuple[StepKind, ...], most: int) -> Iterator[Step]:
        for _ in range(dice.randint(0, most)):
            yield made(dice.choice(kinds))

    yield from some((StepKind.COLLECT,), 2)
    yield made(StepKind.PROPOSE)
    # What the shape refuses is drawn now and then, and drawn again.
    yield from some((*_BEFORE, StepKind.COLLECT, StepKind.REPORT), 4)
    if dice.random() < 0.6:
        yield made(StepKind.POST, Publication.PROPOSAL)
    yield from some(_BEFORE, 2)
    for _ in range(dice.randint(1, 2)):
        yield made(StepKind.RESOLVE)
        yield from some((StepKind.REVIEW,), 1)
    yield made(StepKind.POST, Publication.RESOLUTION)
    yield from some((StepKind.PLAN_VOTE, StepKind.REVIEW), 2)
    yield made(StepKind.EXECUTE)
    yield from some((StepKind.REVIEW, StepKind.REPORT, StepKind.SUPERVISE), 3)
    yield made(StepKind.POST, Publication.RESULT)
    yield from some((StepKind.EVALUATE, StepKind.REVIEW, StepKind.REPORT), 2)
    yield made(StepKind.ARCHIVE)


@lru_cache
def at_random(seed: int) -> Method:
    """Make a method, and another one until it is lawful; it goes through its text."""
    dice = random.Random(seed)
    base = method.find("532")
    while True:
        drawn = replace(
            base, id=f"drawn_{seed}", level=Level.VILLAGE, steps=tuple(steps_at_random(dice))
        )
        try:
            return method.parse(method_writing.written(drawn))
        except (MethodInvalid, MethodLooserThanLaw):
            continue


METHODS = [
    *method.catalogue().values(),
    *method.of_townships(),
    *(at_random(seed) for seed in range(RANDOM_METHODS)),
]
named = pytest.mark.parametrize("found", METHODS, ids=lambda found: found.id)


def _uphold(at: Progress) -> Progress:
    """Find an objection right; only what hangs on the wall is objected to."""
    hangs = {Publication.PROPOSAL, Publication.RESOLUTION}
    if at.current is None or at.current.publishes not in hangs:
        raise NothingToReconsider
    return workflow.uphold_objection(at)


# Everything that moves a matter, by the name of its function.
MOVES: dict[str, list[Callable[[Progress], Progress]]] = {
    "advance": [lambda at: workflow.advance(at, READY, NOW)],
    "annul": [workflow.annul],
    "reconsider": [workflow.reconsider],
    # The villagers' answers, which nobody but the sweep closes.
    "reopen": [workflow.reopen],
    "resume": [
        lambda at, change=change: workflow.resume(at, frozenset({change}))  # type: ignore[misc]
        for change in Change
    ],
    "send_back": [workflow.send_back],
    "start_execution": [workflow.start_execution],
    "uphold_objection": [_uphold],
    "withdraw": [workflow.withdraw],
}


def moves(progress: Progress) -> list[tuple[str, Progress]]:
    """Return everything that any event can make of a matter, each by its name."""
    reached = []
    for name, attempts in MOVES.items():
        for attempt in attempts:
            try:
                reached.append((name, replace(attempt(progress), version_no=1)))
            except (TransitionRefused, NothingToReconsider, StepBlocked):
                continue
    return reached


@lru_cache(maxsize=128)
def graph(found: Method) -> dict[Progress, list[tuple[str, Progress]]]:
    edges: dict[Progress, list[tuple[str, Progress]]] = {}
    todo = [workflow.begin(found)]
    while todo:
        at = todo.pop()
        if at not in edges:
            edges[at] = moves(at)
            todo += [reached for _, reached in edges[at]]
    return edges


def test_everything_that_moves_a_matter_is_tried() -> None:
    verbs = {
        name
        for name, verb in inspect.getmembers(workflow, inspect.isfunction)
        if not name.startswith("_")
        and inspect.signature(verb).return_annotation is Progress
        and "progress" in inspect.signature(verb).parameters
    }
    made = {name for found in METHODS for edges in graph(found).values() for name, _ in edges}

    assert set(MOVES) == verbs
    assert made == verbs


@named
def test_no_path_reaches_the_work_without_every_step_and_the_publication(found: Method) -> None:
    # A path is walked with what it has closed since the text was last made anew.
    work = found.index(next(s.key for s in found.steps if s.kind is StepKind.EXECUTE))
    before = {one.key for one in found.steps[:work]}
    published = next(s.key for s in found.steps if s.publishes is Publication.RESOLUTION)
    seen: set[tuple[Progress, frozenset[str]]] = set()
    todo = [(workflow.begin(found), frozenset[str]())]
    while todo:
        at, closed = todo.pop()
        if (at, closed) in seen:
            continue
        seen.add((at, closed))
        if at.state in _WORKING:
            assert before <= closed
            assert published in closed
        for name, reached in graph(found)[at]:
            now = closed | {at.step} if name == "advance" else closed
            if reached.step and found.index(reached.step) < len(found.steps):
                still = {one.key for one in found.steps[: found.index(reached.step)]}
                now = frozenset(now & still)
            todo.append((reached, now))


@named
def test_every_step_forward_is_to_the_next_step(found: Method) -> None:
    keys = [one.key for one in found.steps] + [""]
    for at, edges in graph(found).items():
        for name, reached in edges:
            if name == "advance":
                assert reached.step == keys[keys.index(at.step) + 1]
            elif reached.step and at.step and reached.state not in workflow.FINAL:
                assert keys.index(reached.step) <= keys.index(at.step)


@named
def test_no_reachable_state_is_without_exit_or_end(found: Method) -> None:
    edges = graph(found)
    ends = {at for at in edges if at.state in workflow.FINAL}
    assert {at for at, moved in edges.items() if not moved} <= ends
    grown = True
    while grown:
        more = {
            at for at in edges.keys() - ends if any(reached in ends for _, reached in edges[at])
        }
        grown = bool(more)
        ends |= more
    assert edges.keys() - ends == set()


@named
def test_every_open_step_has_somebody_who_can_close_it_or_a_day_on_which_it_closes(
    found: Method,
) -> None:
    for at in graph(found):
        if at.state in workflow.FINAL or at.current is None:
            continue
        assert at.current.actor in Role
        assert at.current.permission is PERMISSIONS[at.current.kind]
        reasons = workflow.blockers(at, replace(READY), NOW)
        waits = {"RETURNED", "SUSPENDED", "RECONSIDERING", "EXECUTION_NOT_STARTED"}
        assert {one.code for one in reasons} <= waits


@named
def test_every_evaluation_has_a_last_day_on_which_the_sweep_finds_it(found: Method) -> None:
    """The sweep goes by the kind of the step, whatever a method calls it; no hand closes it."""
    asking = {one.key for one in found.steps if one.kind is StepKind.EVALUATE}
    assert found.keys_of(StepKind.EVALUATE) == asking
    for at, edges in graph(found).items():
        if at.step not in asking or at.state in workflow.FINAL:
            continue
        opened = course.opened(MATTER, found.step(at.step), [], NOW)
        assert opened.due_at is not None
        assert opened.due_at > NOW
        waits = replace(READY, evaluate_until=opened.due_at)
        assert [one.code for one in workflow.blockers(at, waits, NOW)] == ["EVALUATION_RUNS"]
        assert not workflow.blockers(at, waits, opened.due_at)
        after = {name: reached.step for name, reached in edges}
        work = next(one.key for one in found.steps if one.kind is StepKind.EXECUTE)
        assert set(after) == {"advance", "annul", "reopen"}
        assert after["reopen"] == work


def test_the_made_methods_hold_every_kind_of_step_and_every_way_back() -> None:
    kinds = {one.kind for found in METHODS for one in found.steps}
    backs = {
        (one.on_reject if one.on_reject in {"suspend", "reject"} else "back")
        for found in METHODS
        for one in found.steps
        if one.on_reject
    }
    assert kinds == set(StepKind)
    assert backs == {"back", "reject", "suspend"}
