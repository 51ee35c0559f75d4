"""Every query of the collective's members; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.collective.models import CollectiveMember
from services.people.models import Resident
from services.people.workflow import ResidentState

_STANDS = col(CollectiveMember.until).is_(None)


async def members_on(session: AsyncSession, village_code: str, day: date) -> Sequence[Resident]:
    """Return the living members of a village's collective on a day."""
    found = await session.scalars(
        select(Resident)
        .join(CollectiveMember, col(CollectiveMember.resident_id) == col(Resident.id))
        .where(
            col(CollectiveMember.village_code) == village_code,
            col(CollectiveMember.since) <= day,
            or_(_STANDS, col(CollectiveMember.until) > day),
            col(Resident.state) == ResidentState.LIVING,
        )
        .order_by(col(Resident.id))
    )
    return found.unique().all()


async def standing(session: AsyncSession, resident_id: UUID) -> CollectiveMember | None:
    return await session.scalar(
        select(CollectiveMember).where(col(CollectiveMember.resident_id) == resident_id, _STANDS)
    )


async def list_members(
    session: AsyncSession, village_code: str, after: UUID | None, first: int
) -> Sequence[CollectiveMember]:
    statement = (
        select(CollectiveMember)
        .where(col(CollectiveMember.village_code) == village_code, _STANDS)
        .order_by(col(CollectiveMember.id).desc())
        .limit(first)
    )
    if after is not None:
        statement = statement.where(col(CollectiveMember.id) < after)
    return (await session.scalars(statement)).all()


async def by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[CollectiveMember]:
    found = await session.scalars(select(CollectiveMember).where(col(CollectiveMember.id).in_(ids)))
    return found.all()


async def find_for_update(session: AsyncSession, member_id: UUID) -> CollectiveMember | None:
    return await session.scalar(
        select(CollectiveMember)
        .where(col(CollectiveMember.id) == member_id, _STANDS)
        .with_for_update()
    )


async def add(session: AsyncSession, members: Sequence[CollectiveMember]) -> int:
    """Insert members; who is one already stays as they were. Return how many are new."""
    rows = [one.model_dump() for one in members]
    statement = insert(CollectiveMember).values(rows).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(CollectiveMember.id)))
    return len(added.all())
