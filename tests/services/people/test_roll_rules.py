"""Who is of age on a day, which day may be entered, who heads a household, the next number."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.ids import new_id
from services.people.errors import (
    DayBeforeLastChange,
    DayInFuture,
    HeadNeeded,
    HeadNotInHousehold,
)
from services.people.roll import rules

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("born", "day", "of_age"),
    [
        (date(2008, 11, 22), date(2026, 11, 21), False),
        (date(2008, 11, 22), date(2026, 11, 22), True),
        (date(2008, 2, 29), date(2026, 2, 27), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),
        (date(2000, 2, 29), date(2018, 2, 28), True),
    ],
)
def test_somebody_is_of_age_from_the_eighteenth_birthday_on(
    born: date, day: date, of_age: bool
) -> None:
    assert rules.is_of_age(born, day) is of_age


@given(st.dates(date(1890, 1, 1), date(2026, 1, 1)))
def test_coming_of_age_is_one_day_and_never_undone(born: date) -> None:
    day = rules.comes_of_age_on(born)

    assert day.year - born.year == 18
    assert not rules.is_of_age(born, day - timedelta(days=1))
    assert rules.is_of_age(born, day)
    assert rules.is_of_age(born, day + timedelta(days=400))


def test_a_day_lies_between_the_last_change_and_today() -> None:
    rules.check_day(TODAY, TODAY, TODAY)
    with pytest.raises(DayInFuture):
        rules.check_day(TODAY + timedelta(days=1), TODAY, None)
    with pytest.raises(DayBeforeLastChange):
        rules.check_day(TODAY - timedelta(days=1), TODAY, TODAY)


def test_a_household_with_people_has_one_head() -> None:
    one, two, stranger = new_id(), new_id(), new_id()

    assert rules.next_head("001", [one, two], [one], None) == one
    assert rules.next_head("001", [one, two], [one], two) == two
    assert rules.next_head("001", [], [], None) is None
    with pytest.raises(HeadNeeded):
        rules.next_head("001", [one, two], [], None)
    with pytest.raises(HeadNeeded):
        rules.next_head("001", [one, two], [one, two], None)
    with pytest.raises(HeadNotInHousehold):
        rules.next_head("001", [one, two], [one], stranger)


@pytest.mark.parametrize(
    ("taken", "number"),
    [([], "001"), (["001", "009"], "010"), (["0007"], "0008"), (["甲-1", "12"], "13")],
)
def test_the_next_number_is_as_wide_as_the_villages(taken: list[str], number: str) -> None:
    assert rules.free_number(taken) == number
