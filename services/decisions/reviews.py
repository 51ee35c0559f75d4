"""The calendar of a township's reviews: periods by the month, quarter, half-year and year; pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from infra import calendar, clock
from services.decisions.method_types import Method, Review
from services.decisions.vocabulary import Cadence

_MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6, Cadence.YEAR: 12}
_SHORT = {Cadence.MONTH: "M", Cadence.QUARTER: "Q", Cadence.HALF_YEAR: "H", Cadence.YEAR: "Y"}


@dataclass(frozen=True)
class Duty:
    """One review of one period, with the day by which it is owed."""

    method: Method
    review: Review
    period: str
    ends_on: date
    due_on: date


def duties(method: Method, year: int, since: date) -> tuple[Duty, ...]:
    """Return every review that a year owes, earliest first (domain.md 1.5: 月、季、半年、年).

    A period that was over before the township had a village here is nobody's debt.
    """
    found = [
        duty
        for review in method.reviews
        for duty in _of(method, review, year)
        if duty.ends_on >= since
    ]
    return tuple(sorted(found, key=lambda duty: (duty.due_on, duty.period)))


def _of(method: Method, review: Review, year: int) -> list[Duty]:
    months = _MONTHS[review.every]
    found = []
    for number in range(1, 12 // months + 1):
        ends = _last_day(year, number * months)
        noon = datetime(ends.year, ends.month, ends.day, 12, tzinfo=clock.ZONE)
        # The day the period ends on is not counted (civil code art. 201).
        due = calendar.deadline(noon, review.within.days) - timedelta(seconds=1)
        period = f"{year}-{_SHORT[review.every]}{number:02d}"
        found.append(Duty(method, review, period, ends, clock.local(due).date()))
    return found


def _last_day(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
