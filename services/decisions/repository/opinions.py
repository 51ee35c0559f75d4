"""Villagers' needs."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import Opinion
from services.decisions.repository.rows import all_rows, locked, newest_first, within
from services.decisions.vocabulary import OpinionState


async def find_opinion_for_update(session: AsyncSession, opinion_id: UUID) -> Opinion | None:
    return await locked(session, Opinion, opinion_id)


async def opinions_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Opinion]:
    return await all_rows(session, select(Opinion).where(col(Opinion.id).in_(ids)))


async def list_opinions(
    session: AsyncSession,
    prefixes: Collection[str],
    after: UUID | None,
    first: int,
    states: Collection[str],
    resident_id: UUID | None,
) -> Sequence[Opinion]:
    statement = select(Opinion).where(within(Opinion.village_code, prefixes))
    if states:
        statement = statement.where(col(Opinion.state).in_(states))
    if resident_id is not None:
        statement = statement.where(col(Opinion.resident_id) == resident_id)
    return await all_rows(session, newest_first(statement, Opinion.id, after, first))


async def open_opinions(session: AsyncSession, prefixes: Collection[str]) -> Sequence[Opinion]:
    return await all_rows(
        session,
        select(Opinion)
        .where(
            within(Opinion.village_code, prefixes),
            col(Opinion.state) == OpinionState.RECEIVED.value,
        )
        .order_by(col(Opinion.id))
        .limit(50),
    )
