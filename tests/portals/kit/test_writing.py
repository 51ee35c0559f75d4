"""Money, dates and masked numbers as they stand on a page."""

from datetime import UTC, date, datetime

import pytest

from infra import clock
from portals.kit import amounts, dates

NOON = datetime(2026, 3, 18, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fen", "full", "short"),
    [
        (18640000, "￥186,400.00", "18.64 万"),
        (1000000, "￥10,000.00", "1 万"),
        (999999, "￥9,999.99", "￥9,999.99"),
        (2105000, "￥21,050.00", "2.11 万"),
        (-126050, "−￥1,260.50", "−￥1,260.50"),
        (0, "￥0.00", "￥0"),
        (None, "", ""),
    ],
)
def test_money_is_written_in_full_and_from_ten_thousand_up_in_wan(
    fen: int | None, full: str, short: str
) -> None:
    assert amounts.money(fen) == full
    assert amounts.short_money(fen) == short


def test_english_writes_no_wan() -> None:
    assert amounts.short_money(18640000, "en") == "¥186,400"
    assert amounts.money(18640050, "en") == "¥186,400.50"


def test_numbers_of_persons_are_masked() -> None:
    assert amounts.masked_phone("13800002046") == "138****2046"
    assert amounts.masked_identity("152322196001011234") == "152***********1234"
    assert amounts.masked_identity("1234") == "****"
    assert amounts.masked_name("王二小") == "王*小"
    assert amounts.masked_name("王五") == "王*"
    assert amounts.masked_name(None) == ""


def test_dates_carry_the_weekday_and_another_year() -> None:
    with clock.at(NOON):
        assert dates.day("2026-03-18") == "3月18日（周三）"
        assert dates.day(date(2025, 12, 31)) == "2025年12月31日（周三）"
        assert dates.day("2026-03-18", "en") == "Wed 18 Mar"
        assert dates.moment("2026-03-18T16:30:00+00:00") == "3月19日（周四）00:30"
        assert dates.month("2026-03-18") == "2026年3月"
        assert dates.day(None) == ""


@pytest.mark.parametrize(
    ("due", "zh", "en", "urgency"),
    [
        ("2026-03-15", "超 3 天", "3 days late", "over"),
        ("2026-03-17", "超 1 天", "1 day late", "over"),
        ("2026-03-18", "今天到期", "due today", "soon"),
        ("2026-03-19", "还剩 1 天", "1 day left", "soon"),
        ("2026-03-22", "还剩 4 天", "4 days left", "calm"),
        ("2026-03-18T16:00:00+00:00", "今天到期", "due today", "soon"),  # 24:00 of the 18th
        ("2026-03-17T16:00:00+00:00", "超 1 天", "1 day late", "over"),
        ("2026-03-18T16:30:00+00:00", "还剩 1 天", "1 day left", "soon"),
    ],
)
def test_remaining_days_are_said_in_words(due: str, zh: str, en: str, urgency: str) -> None:
    with clock.at(NOON):
        assert dates.remaining(due) == zh
        assert dates.remaining(due, "en") == en
        assert dates.urgency(due) == urgency


def test_a_deadline_at_midnight_belongs_to_the_day_that_ends() -> None:
    with clock.at(NOON):
        end, hour = "2026-03-20T16:00:00+00:00", "2026-03-20T01:30:00+00:00"
        assert dates.day(dates.last_day(end)) == "3月20日（周五）"
        assert dates.last_day(date(2026, 3, 20)) == date(2026, 3, 20)
        assert dates.until(end) == "3月20日（周五）24:00"
        assert dates.until(end, "en") == "Fri 20 Mar 24:00"
        assert dates.until(hour) == "3月20日（周五）09:30"
        assert dates.until(None) == ""
        assert dates.since(end) == "3月21日（周六）"
        assert dates.since(hour) == "3月20日（周五）09:30"
        assert dates.since(None) == ""


def test_a_window_of_minutes_ends_at_none() -> None:
    with clock.at(NOON):
        assert dates.minutes_left("2026-03-18T04:07:30+00:00") == 7
        assert dates.minutes_left("2026-03-18T03:00:00+00:00") == 0
        assert dates.minutes_left(None) == 0
