"""The count engine against an oracle that breaks ties in every possible way."""

import random
from fractions import Fraction
from uuid import UUID

import pytest

from services.elections import counting
from services.elections.counting import Outcome, Standing, Turnout
from services.elections.errors import CountImpossible
from services.elections.rules import rules_of
from services.elections.vocabulary import ElectionKind
from tests.services.elections import oracle

VILLAGE, BRANCH = ElectionKind.VILLAGE_COMMITTEE, ElectionKind.PARTY_BRANCH
FIRST = rules_of(VILLAGE, 1)


def turnout(returned: int, registered: int = 100, issued: int | None = None) -> Turnout:
    return Turnout(registered, returned if issued is None else issued, returned, returned, 0)


def standing(number: int, votes: int, *, woman: bool = False) -> Standing:
    return Standing(UUID(int=number), number, votes, woman)


def keys(*numbers: int) -> tuple[UUID, ...]:
    return tuple(UUID(int=number) for number in numbers)


def test_exactly_half_of_the_voters_is_no_valid_election() -> None:
    verdict = counting.judge(FIRST, turnout(50), [standing(1, 50)], seats=1)

    assert verdict.outcome is Outcome.INVALID
    assert verdict.elected == ()
    assert verdict.derivation[0].formula == "50·2 ≤ 100"


def test_exactly_half_of_the_ballots_elects_nobody() -> None:
    verdict = counting.judge(FIRST, turnout(60), [standing(1, 30), standing(2, 30)], seats=1)

    assert verdict.outcome is Outcome.RUN_OFF
    assert verdict.run_off == keys(1, 2)
    assert verdict.derivation[1].zh == (
        "1 号：过半数选票，60 中的 30：30·2 ≤ 60，还差 1。《村民委员会组织法》第十五条"
    )


def test_invalid_ballots_count_in_the_base() -> None:
    ballots = Turnout(registered=100, issued=61, returned=61, valid=55, invalid=6)

    verdict = counting.judge(FIRST, ballots, [standing(1, 30), standing(2, 25)], seats=1)

    assert verdict.elected == ()


def test_the_run_off_needs_a_third_of_the_ballots_and_takes_exactly_a_third() -> None:
    rules = rules_of(VILLAGE, 2)

    third = counting.judge(rules, turnout(60), [standing(1, 20), standing(2, 19)], seats=1)
    below = counting.judge(rules, turnout(61), [standing(1, 20), standing(2, 19)], seats=1)

    assert (third.outcome, third.elected) == (Outcome.ELECTED, keys(1))
    assert below.outcome is Outcome.RUN_OFF


def test_a_tie_about_the_last_seat_is_voted_on_again_between_the_tied() -> None:
    people = [standing(1, 50), standing(2, 40), standing(3, 40), standing(4, 10)]

    verdict = counting.judge(FIRST, turnout(60), people, seats=2)

    assert verdict.elected == keys(1)
    assert verdict.run_off == keys(2, 3)
    assert verdict.seats_left == 1


def test_a_womans_seat_is_filled_first() -> None:
    people = [standing(1, 60), standing(2, 58), standing(3, 40, woman=True)]

    verdict = counting.judge(FIRST, turnout(60), people, seats=2, women=1)

    assert verdict.outcome is Outcome.ELECTED
    assert set(verdict.elected) == set(keys(1, 3))


def test_a_womans_seat_that_stays_empty_is_voted_on_again_with_women() -> None:
    people = [
        standing(1, 60),
        standing(2, 58),
        standing(3, 20, woman=True),
        standing(4, 9, woman=True),
        standing(5, 30),
    ]

    verdict = counting.judge(FIRST, turnout(60), people, seats=2, women=1)

    assert verdict.elected == keys(1)
    assert verdict.women_left == 1
    assert set(keys(3, 4)) <= set(verdict.run_off)


def test_nobody_left_to_stand_leaves_a_vacancy() -> None:
    verdict = counting.judge(FIRST, turnout(60), [standing(1, 60)], seats=2)

    assert (verdict.outcome, verdict.seats_left) == (Outcome.ELECTED, 1)


def test_a_branch_needs_four_fifths_present_and_more_than_half_of_them() -> None:
    rules = rules_of(BRANCH, 1)
    present = turnout(15, registered=20, issued=16)
    missing = turnout(15, registered=20, issued=15)

    elected = counting.judge(rules, present, [standing(1, 9), standing(2, 8)], seats=1, base=16)
    invalid = counting.judge(rules, missing, [standing(1, 15)], seats=1, base=15)

    assert elected.elected == keys(1)
    assert elected.derivation[0].formula == "16·5 ≥ 20·4"
    assert elected.derivation[2].formula == "8·2 ≤ 16"
    assert invalid.outcome is Outcome.INVALID


@pytest.mark.parametrize(
    ("returned", "in_favour", "outcome"),
    [
        (50, 50, Outcome.INVALID),
        (51, 26, Outcome.RECALLED),
        (52, 26, Outcome.STAYS),
    ],
)
def test_a_recall_needs_half_of_the_voters_and_half_of_the_votes(
    returned: int, in_favour: int, outcome: Outcome
) -> None:
    rules = rules_of(ElectionKind.RECALL, 1)

    assert counting.judge_recall(rules, turnout(returned), in_favour).outcome is outcome


@pytest.mark.parametrize(
    "papers",
    [
        {"issued": 10, "returned": 9, "unreturned": 0, "valid": 9, "invalid": 0},
        {"issued": 10, "returned": 9, "unreturned": 1, "valid": 9, "invalid": 1},
        {"issued": 10, "returned": 11, "unreturned": -1, "valid": 11, "invalid": 0},
    ],
)
def test_papers_that_do_not_add_up_are_refused(papers: dict[str, int]) -> None:
    with pytest.raises(CountImpossible):
        counting.check_papers(**papers)


@pytest.mark.parametrize("votes", [[11, 0], [10, 10, 1], [-1]])
def test_votes_that_the_ballots_cannot_hold_are_refused(votes: list[int]) -> None:
    with pytest.raises(CountImpossible):
        counting.check_votes(votes, seats=2, valid=10)


def test_more_ballots_than_voters_are_refused() -> None:
    counting.check_station(60, 40, 100)
    with pytest.raises(CountImpossible):
        counting.check_station(60, 41, 100)


def _drawn(seed: int) -> tuple[list[Standing], Turnout, int, int, int]:
    draw = random.Random(seed)
    returned = draw.randint(1, 40)
    registered = returned + draw.randint(0, 45)
    people = [
        standing(number, draw.choice([draw.randint(0, returned), returned * 2 // 3]), woman=woman)
        for number, woman in enumerate(draw.choices([True, False], k=draw.randint(1, 6)), start=1)
    ]
    seats = draw.randint(1, 4)
    women = draw.randint(0, min(1, seats))
    return people, turnout(returned, registered), seats, women, draw.randint(1, 2)


@pytest.mark.parametrize("start", range(0, 4000, 500))
def test_drawn_elections_agree_with_the_oracle(start: int) -> None:
    for seed in range(start, start + 500):
        people, ballots, seats, women, round_number = _drawn(seed)
        verdict = counting.judge(
            rules_of(VILLAGE, round_number), ballots, people, seats=seats, women=women
        )
        if 2 * ballots.returned <= ballots.registered:
            assert verdict.outcome is Outcome.INVALID, seed
            continue
        strict = round_number == 1
        expected = oracle.elected(
            people,
            ballots.returned,
            Fraction(1, 2 if strict else 3),
            strict=strict,
            seats=seats,
            women=women,
        )
        assert set(verdict.elected) == expected, seed
        assert verdict.seats_left == seats - len(expected), seed
        assert not set(verdict.run_off) & expected, seed
        open_people = [one for one in people if one.key not in expected]
        if verdict.seats_left and open_people:
            assert (verdict.outcome, bool(verdict.run_off)) == (Outcome.RUN_OFF, True), seed
        else:
            assert verdict.outcome is Outcome.ELECTED, seed
