"""Every query of identity numbers; takes a session and plain values."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.identity.models import IdentityReading, IdentityRule, ResidentIdentity


async def newest_rule(session: AsyncSession) -> IdentityRule | None:
    return await session.scalar(select(IdentityRule).order_by(col(IdentityRule.id).desc()).limit(1))


async def count(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(ResidentIdentity)) or 0


async def of_people(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ResidentIdentity]:
    found = await session.scalars(
        select(ResidentIdentity).where(col(ResidentIdentity.resident_id).in_(ids))
    )
    return found.all()


async def owner(session: AsyncSession, index: str) -> UUID | None:
    return await session.scalar(
        select(col(ResidentIdentity.resident_id)).where(col(ResidentIdentity.number_index) == index)
    )


async def forget(session: AsyncSession, resident_id: UUID) -> None:
    await session.execute(
        delete(ResidentIdentity).where(col(ResidentIdentity.resident_id) == resident_id)
    )


async def forget_all(session: AsyncSession) -> None:
    await session.execute(delete(ResidentIdentity))


async def readings(
    session: AsyncSession, resident_id: UUID, first: int
) -> Sequence[IdentityReading]:
    found = await session.scalars(
        select(IdentityReading)
        .where(col(IdentityReading.resident_id) == resident_id)
        .order_by(col(IdentityReading.id).desc())
        .limit(first)
    )
    return found.all()
