"""The life of a matter: every path through every method, and every way back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.decisions import method, workflow
from services.decisions.blocking import Facts, MeetingState, Outcome
from services.decisions.errors import NothingToReconsider, StepBlocked, TransitionRefused
from services.decisions.method_types import Method
from services.decisions.vocabulary import Publication, StepKind
from services.decisions.workflow import ALLOWED, Change, Event, Progress, State

NOW = datetime(2026, 3, 18, 4, 0, tzinfo=UTC)
METHODS = sorted(method.catalogue())

# Everything has been recorded that any step asks for.
READY = Facts(
    has_text=True,
    heard=3,
    posted=True,
    posted_until=NOW,
    meeting=MeetingState.OPEN,
    vote=Outcome.PASSED,
    review=Outcome.PASSED,
    signatures=12,
    signatures_needed=12,
    milestones=2,
    inspection=Outcome.PASSED,
    solicited=1,
    evaluate_until=NOW,
    hearing=Outcome.PASSED,
    planned=True,
    reports=1,
)
TEXT = frozenset({Change.TEXT})


def at_step(name: str, key: str) -> Progress:
    found = method.find(name)
    step = found.step(key)
    done = tuple(s.key for s in found.steps[: found.index(key)])
    return Progress(found, workflow.state_at(found, step), key, 1, done)


def go(progress: Progress, facts: Facts = READY) -> Progress:
    if progress.step and progress.method.step(progress.step).kind is StepKind.EXECUTE:
        progress = workflow.start_execution(progress)
    return workflow.advance(progress, facts, NOW)


@pytest.mark.parametrize("name", METHODS)
def test_a_matter_goes_through_every_step_in_order(name: str) -> None:
    found = method.find(name)
    progress, visited, states = workflow.begin(found), [], []

    while progress.step:
        visited.append(progress.step)
        states.append(progress.state)
        progress = go(progress)

    assert visited == [step.key for step in found.steps]
    assert progress.done == tuple(visited)
    assert progress.state is State.ARCHIVED
    order = [State.DRAFT, State.IN_STEPS, State.RESOLVED, State.PUBLISHED, State.EXECUTING]
    order += [State.ACCEPTED, State.RESULT_PUBLISHED]
    assert list(dict.fromkeys(states)) == order


def neighbours(progress: Progress) -> list[Progress]:
    """Everything that any event can make of a matter, whatever the facts."""
    tries: list[Callable[[], Progress]] = [
        lambda: workflow.advance(progress, READY, NOW),
        lambda: workflow.start_execution(progress),
        lambda: workflow.send_back(progress),
        lambda: workflow.reconsider(progress),
        lambda: workflow.resume(progress, TEXT),
        lambda: workflow.resume(progress, frozenset({Change.SCHEDULE})),
        lambda: workflow.withdraw(progress),
        lambda: workflow.annul(progress),
    ]
    reached = []
    for attempt in tries:
        try:
            reached.append(replace(attempt(), version_no=1))
        except (TransitionRefused, NothingToReconsider, StepBlocked):
            continue
    return reached


def reachable(found: Method) -> set[Progress]:
    seen: set[Progress] = set()
    edge = [workflow.begin(found)]
    while edge:
        progress = edge.pop()
        if progress not in seen:
            seen.add(progress)
            edge.extend(neighbours(progress))
    return seen


@pytest.mark.parametrize("name", METHODS)
def test_no_path_leads_to_the_work_without_every_step_and_the_publication(name: str) -> None:
    found = method.find(name)
    work = found.index(next(s.key for s in found.steps if s.kind is StepKind.EXECUTE))
    before = tuple(step.key for step in found.steps[:work])

    for progress in reachable(found):
        position = found.index(progress.step) if progress.step else len(found.steps)
        assert progress.done == tuple(step.key for step in found.steps[:position])
        if progress.state in {State.EXECUTING, State.ACCEPTED, State.ARCHIVED}:
            assert progress.done[: len(before)] == before
            published = [found.step(key).publishes for key in progress.done]
            assert Publication.RESOLUTION in published


@pytest.mark.parametrize("name", METHODS)
def test_every_state_has_a_way_out_that_ends(name: str) -> None:
    found = reachable(method.find(name))
    ends = {progress for progress in found if progress.state in workflow.FINAL}
    while True:
        more = {p for p in found - ends if any(n in ends for n in neighbours(p))}
        if not more:
            break
        ends |= more

    assert found - ends == set()
    assert {p.state for p in found} >= set(State) - {State.REJECTED, State.SUSPENDED}


def test_an_unmet_blocker_keeps_the_step_open_and_is_named() -> None:
    with pytest.raises(StepBlocked) as refused:
        workflow.advance(at_step("siquansizhi", "hear"), Facts(), NOW)

    assert refused.value.facts["codes"] == ("NOBODY_HEARD",)
    assert refused.value.message("zh") == ("“听取意见”这一步还不能结束：还没有记录听取了谁的意见")


def codes(name: str, key: str, **facts: Any) -> list[str]:
    found = workflow.blockers(at_step(name, key), replace(READY, **facts), NOW)
    return [blocker.code for blocker in found]


def test_blockers_of_each_kind_of_step() -> None:
    later = NOW + timedelta(days=1)
    assert codes("siquansizhi", "hear", heard=0) == ["NOBODY_HEARD"]
    assert codes("siquansizhi", "propose", has_text=False) == ["NO_TEXT"]
    assert codes("siquansizhi", "post_plan", posted=False) == ["NOT_POSTED"]
    assert codes("siquansizhi", "post_plan", posted_until=None) == ["NOT_POSTED"]
    assert codes("siquansizhi", "post_plan", released=False) == ["POSTING_NOT_RELEASED"]
    assert codes("siquansizhi", "post_plan", posted_until=later) == ["POSTING_RUNS"]
    assert codes("siquansizhi", "post_resolution", signatures=11) == ["SIGNATURES_MISSING"]
    assert codes("532", "review_1", review=Outcome.NONE) == ["REVIEW_PENDING"]
    assert codes("siquansizhi", "execute") == ["EXECUTION_NOT_STARTED"]
    assert codes("siquansizhi", "supervise", inspection=Outcome.NONE) == ["INSPECTION_PENDING"]
    assert codes("siquansizhi", "supervise", inspection=Outcome.FAILED) == ["INSPECTION_FAILED"]
    assert codes("siquansizhi", "evaluate", evaluate_until=later) == ["EVALUATION_RUNS"]
    assert codes("siquansizhi", "evaluate", evaluate_until=None) == []
    assert codes("siquansizhi", "archive") == []


def test_the_milestones_of_the_work_are_all_done_first() -> None:
    working = workflow.start_execution(at_step("siquansizhi", "execute"))

    def found(facts: Facts) -> list[str]:
        return [blocker.code for blocker in workflow.blockers(working, facts, NOW)]

    assert found(replace(READY, milestones=0)) == ["NO_MILESTONE"]
    assert found(replace(READY, milestones_open=1)) == ["MILESTONES_OPEN"]
    assert found(READY) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Facts(), "MEETING_NOT_CALLED"),
        (Facts(meeting=MeetingState.CALLED), "MEETING_NOT_OPEN"),
        (Facts(meeting=MeetingState.CALLED, meeting_at=NOW), "MEETING_NOT_OPEN"),
        (
            Facts(meeting=MeetingState.CALLED, meeting_at=NOW + timedelta(hours=1)),
            "MEETING_AHEAD",
        ),
        (Facts(meeting=MeetingState.OPEN), "VOTE_NOT_OPEN"),
        (Facts(meeting=MeetingState.ADJOURNED), "MEETING_NOT_CALLED"),
        (Facts(meeting=MeetingState.CLOSED), "MEETING_NOT_CALLED"),
        (Facts(meeting=MeetingState.OPEN, vote=Outcome.OPEN), "VOTE_OPEN"),
        (Facts(vote=Outcome.FAILED), "VOTE_FAILED"),
    ],
)
def test_blockers_of_a_meeting(facts: Facts, code: str) -> None:
    (blocker,) = workflow.blockers(at_step("siquansizhi", "vote"), facts, NOW)
    assert blocker.code == code


def test_opinions_are_solicited_before_the_step_is_closed() -> None:
    found = method.find("siquansizhi")
    asking = replace(found.step("hear"), kind=StepKind.SOLICIT, evidence=())
    progress = workflow.begin(replace(found, steps=(asking, *found.steps[1:])))

    assert [b.code for b in workflow.blockers(progress, Facts(), NOW)] == ["NO_OPINIONS"]
    assert workflow.blockers(progress, Facts(solicited=1), NOW) == []


def test_the_posting_blocker_says_until_when() -> None:
    until = NOW + timedelta(days=2)
    (blocker,) = workflow.blockers(
        at_step("532", "post_plan"), Facts(posted=True, posted_until=until), NOW
    )
    assert blocker.until == until


def test_a_refused_first_check_goes_back_and_needs_a_new_version() -> None:
    returned = workflow.send_back(at_step("532", "review_1"))

    assert (returned.state, returned.step) == (State.RETURNED, "joint")
    assert returned.done == ("propose",)
    assert [b.code for b in workflow.blockers(returned, READY, NOW)] == ["RETURNED"]
    with pytest.raises(TransitionRefused) as refused:
        workflow.advance(returned, READY, NOW)
    assert refused.value.message("zh").startswith("事项现在是“已退回修改”，不能进入下一步")

    mended = workflow.resume(returned, TEXT)
    assert (mended.state, mended.step, mended.version_no) == (State.IN_STEPS, "joint", 2)


def test_a_text_changed_after_its_posting_is_discussed_and_posted_again() -> None:
    returned = workflow.send_back(at_step("532", "review_2"))
    assert (returned.state, returned.step) == (State.RETURNED, "party")

    text = workflow.resume(returned, TEXT)
    procedure = workflow.resume(returned, frozenset({Change.SCHEDULE}))

    assert (text.step, text.done, text.state) == ("joint", ("propose",), State.IN_STEPS)
    assert (procedure.step, procedure.version_no) == ("party", 2)


def test_what_the_party_members_do_not_pass_is_suspended_and_starts_anew() -> None:
    suspended = workflow.send_back(at_step("532", "party"))

    assert suspended.state is State.SUSPENDED
    assert [b.code for b in workflow.blockers(suspended, READY, NOW)] == ["SUSPENDED"]
    mended = workflow.resume(suspended, TEXT)
    assert (mended.step, mended.done, mended.version_no) == ("propose", (), 2)


def test_a_failed_check_of_the_work_reopens_the_work_without_a_new_version() -> None:
    back = workflow.send_back(at_step("siquansizhi", "supervise"))

    assert (back.state, back.step, back.version_no) == (State.EXECUTING, "execute", 1)


def test_a_method_may_let_a_refusal_end_the_matter() -> None:
    found = method.find("532")
    last = replace(found.step("review_1"), on_reject="reject")
    steps = tuple(last if step.key == "review_1" else step for step in found.steps)
    progress = replace(at_step("532", "review_1"), method=replace(found, steps=steps))

    rejected = workflow.send_back(progress)

    assert rejected.state is State.REJECTED
    assert workflow.blockers(rejected, READY, NOW) == []


def test_a_step_without_a_way_back_cannot_be_sent_back() -> None:
    with pytest.raises(TransitionRefused):
        workflow.send_back(at_step("siquansizhi", "post_plan"))


def test_only_a_decision_that_has_passed_can_be_reconsidered() -> None:
    with pytest.raises(NothingToReconsider):
        workflow.reconsider(at_step("siquansizhi", "vote"))

    reopened = workflow.reconsider(at_step("siquansizhi", "post_resolution"))

    assert reopened.state is State.RECONSIDERING
    assert [b.code for b in workflow.blockers(reopened, READY, NOW)] == ["RECONSIDERING"]


def test_a_changed_text_repeats_the_proposal_and_a_changed_date_only_the_posting() -> None:
    reopened = workflow.reconsider(at_step("siquansizhi", "post_resolution"))

    text = workflow.resume(reopened, frozenset({Change.TEXT, Change.SCHEDULE}))
    date = workflow.resume(reopened, frozenset({Change.SCHEDULE}))

    assert (text.step, text.version_no, text.done) == ("propose", 2, ("hear",))
    assert (date.step, date.version_no) == ("post_plan", 2)


def test_work_cannot_start_before_its_step() -> None:
    with pytest.raises(TransitionRefused):
        workflow.start_execution(at_step("siquansizhi", "post_resolution"))
    early = replace(at_step("siquansizhi", "post_resolution"), state=State.PUBLISHED)
    with pytest.raises(TransitionRefused):
        workflow.start_execution(early)


def test_a_matter_that_has_passed_cannot_be_withdrawn() -> None:
    assert workflow.withdraw(at_step("532", "joint")).state is State.WITHDRAWN
    with pytest.raises(TransitionRefused):
        workflow.withdraw(at_step("532", "post_resolution"))


def test_a_passed_decision_can_be_annulled_and_a_draft_cannot() -> None:
    assert workflow.annul(at_step("532", "post_resolution")).state is State.ANNULLED
    with pytest.raises(TransitionRefused):
        workflow.annul(at_step("532", "propose"))


def test_nothing_comes_after_the_archive() -> None:
    archived = go(at_step("532", "archive"))

    assert workflow.next_step(archived) is None
    assert workflow.next_step(at_step("532", "archive")) is None
    assert workflow.blockers(archived, READY, NOW) == []
    assert archived.current is None


@pytest.mark.parametrize("state", sorted(workflow.FINAL))
def test_nothing_can_happen_to_a_matter_that_is_over(state: State) -> None:
    # Except that a court sets aside what was archived long ago.
    possible = {Event.ANNUL} if state is State.ARCHIVED else set()
    assert {event for event in Event if state in ALLOWED[event]} == possible
    for event in set(Event) - possible:
        with pytest.raises(TransitionRefused):
            workflow.require(state, event)
