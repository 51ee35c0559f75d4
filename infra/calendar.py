"""Working days of China with 调休 (moved working days), and statutory deadlines.

The State Council fixes holidays a year at a time, and chinese_calendar carries the years that have
been fixed. For a year that it does not know yet, Saturdays and Sundays are days off and every other
day is a working day: a deadline in such a year may move once the holidays are announced.
"""

from datetime import date, datetime, time, timedelta

import chinese_calendar

from infra import clock

_SATURDAY = 5
_DAY = timedelta(days=1)


def is_working_day(day: date) -> bool:
    """Say whether offices work on this day."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < _SATURDAY


def add_working_days(day: date, count: int) -> date:
    """Return the working day that comes `count` working days after the given day."""
    while count > 0:
        day += _DAY
        count -= is_working_day(day)
    return day


def deadline(start: datetime, days: int) -> datetime:
    """Return the end of a period of days: 24:00 of its last day, on a wall clock in China.

    Civil Code art. 201: the day it starts is not counted. Art. 203: it ends at 24:00 of the last
    day, or of the next working day when the last day is a holiday.
    """
    last = clock.local(start).date() + days * _DAY
    while not is_working_day(last):
        last += _DAY
    return datetime.combine(last + _DAY, time(), tzinfo=clock.ZONE)


def last_day(start: date, days: int) -> date:
    """Return the last day of a period that begins on a day, by the same two articles."""
    noon = datetime.combine(start, time(12), tzinfo=clock.ZONE)
    return deadline(noon, days).date() - _DAY
