"""Matters: found, locked, listed and counted."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.headings import Heading
from services.decisions.models import Matter, Posting
from services.decisions.repository.rows import Statement, all_rows, locked, newest_first, within
from services.decisions.workflow import FINAL


async def find_matter(session: AsyncSession, matter_id: UUID) -> Matter | None:
    return await session.get(Matter, matter_id)


async def find_matter_for_update(session: AsyncSession, matter_id: UUID) -> Matter | None:
    return await locked(session, Matter, matter_id)


async def matters_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Matter]:
    return await all_rows(session, select(Matter).where(col(Matter.id).in_(ids)))


_MOST_READERS = 512
_HEADINGS = select(*(Matter.__table__.c[name] for name in Heading._fields))  # type: ignore[attr-defined]


def _page(
    statement: Statement,
    after: UUID | None,
    first: int,
    states: Collection[str],
    village: str | None,
) -> Statement:
    if states:
        statement = statement.where(col(Matter.state).in_(states))
    if village is not None:
        statement = statement.where(col(Matter.village_code) == village)
    return newest_first(statement, Matter.id, after, first)


async def list_matters(
    session: AsyncSession,
    prefixes: Collection[str],
    after: UUID | None,
    first: int,
    states: Collection[str],
    village: str | None,
) -> Sequence[Matter]:
    statement = select(Matter).where(within(Matter.village_code, prefixes))
    return await all_rows(session, _page(statement, after, first, states, village))


@lru_cache(maxsize=_MOST_READERS)
def _readable(inside: tuple[str, ...], outside: tuple[str, ...]) -> Select[Any]:
    """Return the statement before its page is cut; the same reader's next page finds it built."""
    hung = exists().where(col(Posting.matter_id) == col(Matter.id))
    seen = [within(Matter.village_code, inside)] if inside else []
    seen += [and_(within(Matter.village_code, outside), hung)] if outside else []
    return _HEADINGS.where(or_(*seen))


async def list_readable_matters(
    session: AsyncSession,
    inside: Collection[str],
    outside: Collection[str],
    after: UUID | None,
    first: int,
    states: Collection[str],
    village: str | None,
) -> list[Heading]:
    """Return matters inside some places, and those that were ever posted in some others."""
    readable = _readable(tuple(inside), tuple(outside))
    statement = _page(readable, after, first, states, village)
    return [Heading._make(row) for row in await session.execute(statement)]


async def count_matters(session: AsyncSession, prefixes: Collection[str]) -> dict[str, int]:
    counted = await session.execute(
        select(col(Matter.state), func.count())
        .where(within(Matter.village_code, prefixes))
        .group_by(col(Matter.state))
    )
    return {str(state): int(count) for state, count in counted}


async def active_matters(
    session: AsyncSession, prefixes: Collection[str], limit: int
) -> Sequence[Matter]:
    over = [state.value for state in FINAL]
    return await all_rows(
        session,
        select(Matter)
        .where(within(Matter.village_code, prefixes), col(Matter.state).not_in(over))
        .order_by(col(Matter.id).desc())
        .limit(limit),
    )
