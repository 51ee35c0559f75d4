"""A township's reviews: what a year owes, what was done, what is late."""

from typing import NamedTuple

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import method as methods
from services.decisions import repository, reviews, writing
from services.decisions.errors import ReviewDone, ReviewNotDue, ReviewUnknown
from services.decisions.models import TownshipReview
from services.decisions.reviews import Duty
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

REVIEW_YEARS = range(2020, 2100)


class Owed(NamedTuple):
    """A duty with what became of it."""

    duty: Duty
    done: TownshipReview | None

    @property
    def late(self) -> bool:
        """Say whether the day has passed without a review."""
        return self.done is None and self.duty.due_on < clock.today()


async def township_reviews(uow: UnitOfWork, township_code: str, year: int) -> list[Owed]:
    """Return what a year owes, with what was done; nobody opens these: the calendar does."""
    rows = await repository.township_reviews(uow.session, [township_code], f"{year}")
    done = {(row.method_id, row.review_key, row.period): row for row in rows}
    return [Owed(duty, done.get(_key(duty))) for duty in await _duties(uow, township_code, year)]


async def _duties(uow: UnitOfWork, township_code: str, year: int) -> list[Duty]:
    since = await people.township_since(uow, township_code)
    if since is None:
        return []
    return [duty for one in methods.of_townships() for duty in reviews.duties(one, year, since)]


def _key(duty: Duty) -> tuple[str, str, str]:
    return (duty.method.id, duty.review.key, duty.period)


async def record_township_review(
    uow: UnitOfWork, township_code: str, *, method_id: str, key: str, period: str, finding: str
) -> TownshipReview:
    """Record one review of a period that is over; once, and never changed."""
    finding = writing.required(writing.REVIEW_FINDING, finding)
    year = int(period[:4]) if period[:4].isdecimal() and period[:4].isascii() else 0
    known = await _duties(uow, township_code, year) if year in REVIEW_YEARS else []
    duty = next((one for one in known if _key(one) == (method_id, key, period)), None)
    if duty is None:
        raise ReviewUnknown(path=("period",))
    if clock.today() < duty.ends_on:
        raise ReviewNotDue(path=("period",), day=duty.ends_on.isoformat())
    row = TownshipReview(
        township_code=township_code,
        method_id=method_id,
        review_key=key,
        period=period,
        finding=finding,
        recorded_by_id=uow.actor.resident_id,
        recorded_by=uow.actor.label,
    )
    if not await repository.add_township_review(uow.session, row):
        raise ReviewDone
    await audit.record(
        uow, AuditTag.DECISIONS_TOWNSHIP_REVIEW, subject=row.id, key=key, period=period
    )
    return row
