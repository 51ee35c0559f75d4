"""Working days with 调休, and the counting of days by Civil Code art. 201 and 203."""

from datetime import UTC, date, datetime

import pytest

from infra import calendar, clock


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 20), True),  # an ordinary Friday
        (date(2026, 11, 21), False),  # an ordinary Saturday
        (date(2026, 10, 1), False),  # National Day, a Thursday
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2024, 2, 4), True),  # a Sunday worked before the Spring Festival
        (date(2024, 2, 12), False),  # Spring Festival, a Monday
    ],
)
def test_a_day_is_a_working_day_or_not(day: date, working: bool) -> None:
    assert calendar.is_working_day(day) is working


def test_an_unknown_year_has_weekends_only() -> None:
    assert calendar.is_working_day(date(2040, 10, 1)) is True  # a Monday, not announced yet
    assert calendar.is_working_day(date(2040, 10, 6)) is False  # a Saturday


def test_working_days_are_counted_over_the_national_holiday() -> None:
    assert calendar.add_working_days(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert calendar.add_working_days(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert calendar.add_working_days(date(2026, 9, 30), 0) == date(2026, 9, 30)


def test_the_starting_day_is_not_counted_and_the_last_day_ends_at_24() -> None:
    start = datetime(2026, 11, 16, 9, 30, tzinfo=clock.ZONE)  # Monday morning

    assert calendar.deadline(start, 3) == datetime(2026, 11, 20, tzinfo=clock.ZONE)


def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day() -> None:
    start = datetime(2026, 9, 29, 9, 0, tzinfo=clock.ZONE)

    assert calendar.deadline(start, 3) == datetime(2026, 10, 9, tzinfo=clock.ZONE)


def test_the_starting_day_is_the_day_in_china() -> None:
    late_evening_utc = datetime(2026, 11, 15, 18, 0, tzinfo=UTC)  # 02:00 on the 16th in China

    ended = calendar.deadline(late_evening_utc, 3)

    assert ended == datetime(2026, 11, 20, tzinfo=clock.ZONE)
    assert ended.astimezone(UTC) == datetime(2026, 11, 19, 16, 0, tzinfo=UTC)


def test_a_villages_posting_of_three_days_in_2010_is_counted() -> None:
    start = datetime(2010, 7, 18, 8, 0, tzinfo=clock.ZONE)  # domain.md 7, row 1

    assert calendar.deadline(start, 3) == datetime(2010, 7, 22, tzinfo=clock.ZONE)
