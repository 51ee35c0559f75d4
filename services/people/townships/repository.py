"""Every query of townships' party committees; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.townships.models import TownshipMember

_STANDS = col(TownshipMember.until).is_(None)


async def list_members(
    session: AsyncSession, township_code: str, after: UUID | None, first: int
) -> Sequence[TownshipMember]:
    statement = (
        select(TownshipMember)
        .where(col(TownshipMember.township_code) == township_code, _STANDS)
        .order_by(col(TownshipMember.id))
        .limit(first)
    )
    if after is not None:
        statement = statement.where(col(TownshipMember.id) > after)
    return (await session.scalars(statement)).all()


async def members_on(
    session: AsyncSession, township_code: str, day: date
) -> Sequence[TownshipMember]:
    found = await session.scalars(
        select(TownshipMember)
        .where(
            col(TownshipMember.township_code) == township_code,
            col(TownshipMember.since) <= day,
            or_(_STANDS, col(TownshipMember.until) > day),
        )
        .order_by(col(TownshipMember.id))
    )
    return found.all()


async def by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[TownshipMember]:
    found = await session.scalars(select(TownshipMember).where(col(TownshipMember.id).in_(ids)))
    return found.all()


async def find_for_update(session: AsyncSession, member_id: UUID) -> TownshipMember | None:
    return await session.scalar(
        select(TownshipMember).where(col(TownshipMember.id) == member_id, _STANDS).with_for_update()
    )
