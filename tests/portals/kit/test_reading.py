"""What people really type is read; what cannot be read is answered with how to write it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from infra import clock
from portals.kit import reading


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12,600", 1260000),
        ("12，600", 1260000),
        ("１２６００", 1260000),
        ("￥1.26万", 1260000),
        ("1.26 万元", 1260000),
        ("186,400.50元", 18640050),
        ("3千", 300000),
        ("0", 0),
    ],
)
def test_amounts_are_read_as_they_are_typed(typed: str, fen: int) -> None:
    assert reading.amount_fen(typed) == fen


@pytest.mark.parametrize("typed", ["十八万", "1.2.3", "abc", "1e5", "", "12.345", "NaN"])
def test_other_amounts_are_refused(typed: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.amount_fen(typed)


@pytest.mark.parametrize(
    "typed",
    ["2026-3-18", "2026/03/18", "2026.3.18", "20260318", "2026年3月18日", "3月18日", "３-18"],
)
def test_dates_are_read_as_they_are_typed(typed: str) -> None:
    with clock.at(datetime(2026, 1, 5, tzinfo=UTC)):
        assert reading.calendar_date(typed) == date(2026, 3, 18)


@pytest.mark.parametrize("typed", ["2月30日", "18.3.2026", "明天", "2026-13-01"])
def test_other_dates_are_refused(typed: str) -> None:
    with pytest.raises(reading.Unreadable):
        reading.calendar_date(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9:30", time(9, 30)),
        ("9：05", time(9, 5)),
        ("9点半", time(9, 30)),
        ("下午3点", time(15, 0)),
        ("15", time(15, 0)),
    ],
)
def test_times_are_read_as_they_are_typed(typed: str, read: time) -> None:
    assert reading.clock_time(typed) == read


def test_phone_and_identity_numbers_lose_their_blanks() -> None:
    assert reading.mobile("+86 138-0000 2046") == "13800002046"
    assert reading.identity("11010519491231002x") == "11010519491231002X"
    assert reading.integer("１2,600") == 12600


@pytest.mark.parametrize(
    ("reader", "typed"),
    [
        (reading.mobile, "0475 621 2046"),
        (reading.mobile, "1380000204"),
        (reading.identity, "110105194912310021"),
        (reading.identity, "123"),
        (reading.integer, "12.5"),
        (reading.clock_time, "25:00"),
        (reading.clock_time, "九点"),
    ],
)
def test_wrong_numbers_are_refused(reader: Callable[[str], object], typed: str) -> None:
    with pytest.raises(reading.Unreadable):
        reader(typed)
