"""Villagers' suggestions, and the matters that they went into."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import Matter, MatterObjection, Opinion, OpinionMerge
from services.decisions.repository.rows import all_rows, locked, newest_first, within
from services.decisions.vocabulary import OpinionState
from services.decisions.workflow import FINAL


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
    """Return what waits to be taken up or answered, the earliest due first."""
    return await all_rows(
        session,
        select(Opinion)
        .where(
            within(Opinion.village_code, prefixes),
            col(Opinion.state) == OpinionState.RECEIVED.value,
        )
        .order_by(col(Opinion.due_at).nulls_last(), col(Opinion.id))
        .limit(50),
    )


def _in_matter() -> Select[Any]:
    """Pair each suggestion with the matter that it began or went into."""
    began: Any = select(col(Matter.opinion_id).label("opinion"), col(Matter.id).label("matter"))
    went = select(col(OpinionMerge.opinion_id), col(OpinionMerge.matter_id))
    both = union_all(began.where(col(Matter.opinion_id).is_not(None)), went).subquery()
    return select(both.c.opinion, both.c.matter)


async def matters_by_opinion(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return the matter that each suggestion began or went into."""
    pairs = _in_matter().subquery()
    found = await session.execute(select(pairs).where(pairs.c.opinion.in_(ids)))
    return {row.opinion: row.matter for row in found}


async def opinions_of_matters(
    session: AsyncSession, ids: Collection[UUID]
) -> Sequence[tuple[UUID, UUID]]:
    """Return each matter with a suggestion in it, the one that began it first."""
    pairs = _in_matter().subquery()
    statement = select(pairs.c.matter, pairs.c.opinion).where(pairs.c.matter.in_(ids))
    return [(row.matter, row.opinion) for row in await session.execute(statement)]


async def opinions_owed_an_end(
    session: AsyncSession, prefixes: Collection[str]
) -> Sequence[tuple[Opinion, datetime]]:
    """Return suggestions whose matter is over and whose authors were not told, with the day."""
    pairs = _in_matter().subquery()
    statement = (
        select(Opinion, col(Matter.changed_at))
        .join(pairs, pairs.c.opinion == col(Opinion.id))
        .join(Matter, col(Matter.id) == pairs.c.matter)
        .where(
            within(Opinion.village_code, prefixes),
            col(Opinion.state) == OpinionState.TAKEN_UP.value,
            col(Matter.state).in_([state.value for state in FINAL]),
        )
        .order_by(col(Matter.changed_at), col(Opinion.id))
        .limit(50)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def objections_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterObjection]:
    """Return what was objected to the plans and resolutions of matters, oldest first."""
    return await all_rows(
        session,
        select(MatterObjection)
        .where(col(MatterObjection.matter_id).in_(ids))
        .order_by(col(MatterObjection.id)),
    )
