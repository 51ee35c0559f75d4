"""The timetable over three years of days, holidays and moved working days among them."""

import functools
from datetime import date, timedelta

import pytest

from infra import calendar
from services.elections import timetable
from services.elections.vocabulary import ElectionKind, Step

END = functools.cache(calendar.last_day)
VILLAGE = ElectionKind.VILLAGE_COMMITTEE
FIRST = date(2024, 1, 1)
DAYS = [FIRST + timedelta(ahead) for ahead in range(1096)]


def plan(kind: ElectionKind, day: date) -> dict[Step, date]:
    return {one.step: one.due for one in timetable.timetable(kind, day, END)}


@pytest.mark.parametrize("kind", ElectionKind)
def test_the_steps_come_in_order_on_every_day_of_three_years(kind: ElectionKind) -> None:
    for day in DAYS:
        days = timetable.timetable(kind, day, END)

        assert [one.due for one in days] == sorted(one.due for one in days), day
        assert {one.step: one.due for one in days}[Step.POLLED] == day


@pytest.mark.parametrize("kind", [VILLAGE, ElectionKind.BY_ELECTION, ElectionKind.RECALL])
def test_every_legal_interval_is_kept_on_every_day_of_three_years(kind: ElectionKind) -> None:
    for day in DAYS:
        due = plan(kind, day)
        posted = due[Step.VOTERS_POSTED]
        objections = posted + timedelta(5)
        while not calendar.is_working_day(objections):
            objections += timedelta(1)
        decided = objections + timedelta(3)
        while not calendar.is_working_day(decided):
            decided += timedelta(1)

        assert (day - posted).days >= 20, day
        assert due[Step.VOTERS_FINAL] == decided, day
        assert decided <= day - timedelta(8), day
        assert calendar.is_working_day(due[Step.HANDED_OVER]), day
        assert (due[Step.HANDED_OVER] - day).days >= 10, day


def test_an_ordinary_plan_posts_the_list_on_the_twentieth_day_before() -> None:
    assert plan(VILLAGE, date(2026, 6, 10)) == {
        Step.COMMITTEE: date(2026, 5, 16),
        Step.ANNOUNCED: date(2026, 5, 18),
        Step.VOTERS_POSTED: date(2026, 5, 21),
        Step.VOTERS_FINAL: date(2026, 5, 29),
        Step.NOMINATED: date(2026, 6, 2),
        Step.AUDITED: date(2026, 6, 4),
        Step.CANDIDATES_POSTED: date(2026, 6, 5),
        Step.PROXIES_POSTED: date(2026, 6, 8),
        Step.POLLED: date(2026, 6, 10),
        Step.HANDED_OVER: date(2026, 6, 22),
    }


def test_a_long_holiday_moves_the_list_forward() -> None:
    due = plan(VILLAGE, date(2025, 10, 16))

    assert due[Step.VOTERS_POSTED] < date(2025, 10, 16) - timedelta(20)


@pytest.mark.parametrize("kind", ElectionKind)
def test_the_first_lawful_day_can_be_met_and_the_day_before_cannot(kind: ElectionKind) -> None:
    for today in DAYS:
        first = timetable.first_day(kind, today, END)

        assert timetable.can_be_met(kind, first, today, END, frozenset()), today
        before = first - timedelta(1)
        assert not timetable.can_be_met(kind, before, today, END, frozenset()), today


def test_a_list_posted_late_moves_the_first_lawful_day() -> None:
    listed = frozenset({Step.COMMITTEE, Step.ANNOUNCED, Step.VOTERS_POSTED})
    today = date(2026, 6, 3)

    first = timetable.first_day(VILLAGE, today, END, done=listed, listed_on=today)

    assert first == date(2026, 6, 23)
    assert timetable.hung_long_enough(today, first)
    assert not timetable.hung_long_enough(today, first - timedelta(1))
