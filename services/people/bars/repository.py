"""Every query of a county's own bars; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.bars.models import CountyBar


def _after(day: date) -> ColumnElement[bool]:
    return or_(col(CountyBar.until).is_(None), col(CountyBar.until) > day)


async def in_force(session: AsyncSession, day: date) -> Sequence[CountyBar]:
    """Return the bars that hold on a day: at most one for each pair of offices."""
    found = await session.scalars(
        select(CountyBar)
        .where(col(CountyBar.since) <= day, _after(day))
        .order_by(col(CountyBar.id))
    )
    return found.all()


async def overlapping(
    session: AsyncSession, pair: tuple[str, str], since: date, until: date | None
) -> CountyBar | None:
    """Return a bar of the same two offices that holds on one of these days."""
    one, other = pair
    statement = select(CountyBar).where(
        col(CountyBar.one_office) == one, col(CountyBar.other_office) == other, _after(since)
    )
    if until is not None:
        statement = statement.where(col(CountyBar.since) < until)
    return await session.scalar(statement.order_by(col(CountyBar.id)).limit(1))


async def find_for_update(session: AsyncSession, bar_id: UUID) -> CountyBar | None:
    return await session.scalar(
        select(CountyBar).where(col(CountyBar.id) == bar_id).with_for_update()
    )


async def listed(session: AsyncSession, *, after: UUID | None, first: int) -> Sequence[CountyBar]:
    statement = select(CountyBar).order_by(col(CountyBar.id).desc()).limit(first)
    if after is not None:
        statement = statement.where(col(CountyBar.id) < after)
    found = await session.scalars(statement)
    return found.all()


async def by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[CountyBar]:
    found = await session.scalars(select(CountyBar).where(col(CountyBar.id).in_(ids)))
    return found.all()
