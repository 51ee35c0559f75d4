"""Quarters of a year: representatives meet once in each (Organic Law art. 26); pure."""

from datetime import date, timedelta
from typing import NamedTuple

CLOSING_DAYS = 30
"""The last days of a quarter in which a meeting that is missing is told of [our default]."""
_MONTHS = 3


class Quarter(NamedTuple):
    """Three months of a year, by their first and their last day."""

    first: date
    last: date

    @property
    def number(self) -> int:
        return (self.first.month - 1) // _MONTHS + 1

    def closes(self, today: date) -> bool:
        """Say whether the quarter has `CLOSING_DAYS` left or fewer, today counted."""
        return self.first <= today and (self.last - today).days < CLOSING_DAYS


def quarter_of(day: date) -> Quarter:
    """Return the quarter of a day."""
    month = (day.month - 1) // _MONTHS * _MONTHS + 1
    first = date(day.year, month, 1)
    following = date(day.year + month // 10, (month + _MONTHS - 1) % 12 + 1, 1)
    return Quarter(first, following - timedelta(1))


def before(quarter: Quarter) -> Quarter:
    """Return the quarter before one."""
    return quarter_of(quarter.first - timedelta(1))
