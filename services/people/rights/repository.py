"""Every query of lost political rights; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.models import Resident
from services.people.rights.models import RightsLoss


def _after(day: date) -> ColumnElement[bool]:
    return or_(col(RightsLoss.until).is_(None), col(RightsLoss.until) > day)


async def without_in_village(session: AsyncSession, village_code: str, day: date) -> set[UUID]:
    """Return who of a village's roll is without the rights on a day."""
    found = await session.scalars(
        select(col(RightsLoss.resident_id))
        .join(Resident, col(Resident.id) == col(RightsLoss.resident_id))
        .where(col(Resident.village_code) == village_code)
        .where(col(RightsLoss.since) <= day, _after(day))
    )
    return set(found.all())


async def without_among(session: AsyncSession, ids: Collection[UUID], day: date) -> set[UUID]:
    """Return who of these people is without the rights on a day."""
    found = await session.scalars(
        select(col(RightsLoss.resident_id)).where(
            col(RightsLoss.resident_id).in_(ids), col(RightsLoss.since) <= day, _after(day)
        )
    )
    return set(found.all())


async def overlapping(
    session: AsyncSession, resident_id: UUID, since: date, until: date | None
) -> RightsLoss | None:
    """Return an entry of somebody that holds on one of these days."""
    statement = select(RightsLoss).where(col(RightsLoss.resident_id) == resident_id, _after(since))
    if until is not None:
        statement = statement.where(col(RightsLoss.since) < until)
    return await session.scalar(statement.limit(1))


async def find_for_update(session: AsyncSession, loss_id: UUID) -> RightsLoss | None:
    return await session.scalar(
        select(RightsLoss).where(col(RightsLoss.id) == loss_id).with_for_update()
    )


async def of_resident(
    session: AsyncSession, resident_id: UUID, *, after: UUID | None, first: int
) -> Sequence[RightsLoss]:
    statement = (
        select(RightsLoss)
        .where(col(RightsLoss.resident_id) == resident_id)
        .order_by(col(RightsLoss.id).desc())
        .limit(first)
    )
    if after is not None:
        statement = statement.where(col(RightsLoss.id) < after)
    found = await session.scalars(statement)
    return found.all()


async def by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[RightsLoss]:
    found = await session.scalars(select(RightsLoss).where(col(RightsLoss.id).in_(ids)))
    return found.all()


async def forget(session: AsyncSession, resident_id: UUID) -> None:
    await session.execute(delete(RightsLoss).where(col(RightsLoss.resident_id) == resident_id))
