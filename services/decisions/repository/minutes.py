"""Minutes, their signatures and the objections to them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import Minutes, MinutesObjection, MinutesSignature
from services.decisions.repository.rows import all_rows


async def minutes_of(session: AsyncSession, meeting_ids: Collection[UUID]) -> Sequence[Minutes]:
    return await all_rows(session, select(Minutes).where(col(Minutes.meeting_id).in_(meeting_ids)))


async def add_minutes(session: AsyncSession, minutes: Minutes) -> None:
    """Keep the minutes of a meeting unless somebody was first."""
    await session.execute(insert(Minutes).values(**minutes.model_dump()).on_conflict_do_nothing())


async def minutes_signatures(
    session: AsyncSession, ids: Collection[UUID]
) -> Sequence[MinutesSignature]:
    return await all_rows(
        session,
        select(MinutesSignature)
        .where(col(MinutesSignature.minutes_id).in_(ids))
        .order_by(col(MinutesSignature.id)),
    )


async def minutes_objections(
    session: AsyncSession, ids: Collection[UUID]
) -> Sequence[MinutesObjection]:
    return await all_rows(
        session,
        select(MinutesObjection)
        .where(col(MinutesObjection.minutes_id).in_(ids))
        .order_by(col(MinutesObjection.id)),
    )


async def add_minutes_signature(session: AsyncSession, signature: MinutesSignature) -> bool:
    """Insert a signature unless the member has signed."""
    statement = insert(MinutesSignature).values(**signature.model_dump())
    added = await session.execute(
        statement.on_conflict_do_nothing().returning(col(MinutesSignature.id))
    )
    return added.first() is not None
