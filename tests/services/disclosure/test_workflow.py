"""States, the second person and the withdrawal window, as pure rules."""

from datetime import UTC, datetime, timedelta

import pytest

from infra.ids import new_id
from services.disclosure import catalogue, workflow
from services.disclosure.errors import (
    MakerIsChecker,
    NobodyApproves,
    TooLateToWithdraw,
    WrongBulletinState,
)
from services.disclosure.workflow import TRANSITIONS, State, Verb

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SOMEBODY, ANOTHER = new_id(), new_id()


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(Verb))
def test_only_the_listed_transitions_are_possible(state: State, verb: Verb) -> None:
    if (state, verb) in TRANSITIONS:
        assert workflow.advance(state, verb) is TRANSITIONS[state, verb]
    else:
        with pytest.raises(WrongBulletinState):
            workflow.advance(state, verb)


def test_no_way_leads_to_published_but_through_log_and_print() -> None:
    before = {after: (state, verb) for (state, verb), after in TRANSITIONS.items()}
    way = [State.PUBLISHED]
    while way[-1] is not State.DRAFT:
        way.append(before[way[-1]][0])

    assert way == [State.PUBLISHED, State.RENDERING, State.LOGGED, State.QUEUED, State.DRAFT]


def test_the_refusal_says_in_both_languages_where_the_bulletin_is() -> None:
    refusal = workflow.wrong_state("queued")

    assert refusal.message("zh").startswith("这份公告正在排队发布，现在不能这样办。")
    assert refusal.message("en").startswith("This bulletin is queued; that cannot be done now.")


def test_the_checker_is_somebody_and_somebody_else() -> None:
    workflow.check_checker(SOMEBODY, ANOTHER)
    workflow.check_checker(None, ANOTHER)
    with pytest.raises(MakerIsChecker):
        workflow.check_checker(SOMEBODY, SOMEBODY)
    with pytest.raises(NobodyApproves):
        workflow.check_checker(None, None)


def test_a_judged_vote_has_no_maker() -> None:
    assert workflow.maker_of("resolution", SOMEBODY) is None
    assert workflow.maker_of("proposal", SOMEBODY) == SOMEBODY


def test_the_window_closes_when_the_texts_go_out() -> None:
    workflow.check_window(None, NOW)
    workflow.check_window(NOW + timedelta(seconds=1), NOW)
    with pytest.raises(TooLateToWithdraw):
        workflow.check_window(NOW, NOW)


def test_the_catalogue_says_how_long_and_what() -> None:
    assert [entry.code for entry in catalogue.ENTRIES] == ["DEC-01", "DEC-02", "DEC-03"]
    assert catalogue.posting_days("proposal") == 3
    assert catalogue.posting_days("resolution") == 10
    assert catalogue.posting_days("answer") == 10
    assert catalogue.missing_columns("answer", {}) == ()
    assert catalogue.missing_columns("resolution", {"matter_number": "1", "tally": {}}) == (
        "body",
        "attendance",
        "tally",
        "derivation",
        "executor",
    )
