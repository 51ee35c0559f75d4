"""Every query of holdings: reads tables by their names, as the catalogue lists them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, cast, func, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from services.holdings.catalogue import Held, Leads


class Counted(NamedTuple):
    """How many rows there are, and the newest moment among them."""

    total: int
    newest: datetime | None


def _mine(held: Held, resident_id: UUID) -> ColumnElement[bool]:
    tables = SQLModel.metadata.tables
    link = tables[held.table].c[held.link]
    if held.leads is Leads.RESIDENT:
        return link == resident_id
    named = "account" if held.leads is Leads.ACCOUNT else "meeting_member"
    other = tables[named]
    return link.in_(select(other.c.id).where(other.c.resident_id == resident_id))


def _moment(held: Held) -> ColumnElement[Any]:
    if not held.at:
        return cast(null(), DateTime(timezone=True))
    return cast(SQLModel.metadata.tables[held.table].c[held.at], DateTime(timezone=True))


async def counted(
    session: AsyncSession, helds: Collection[Held], resident_id: UUID
) -> dict[str, Counted]:
    """Return how much there is of each, in one statement."""
    parts = [
        select(literal(one.key), func.count(), func.max(_moment(one)))
        .select_from(SQLModel.metadata.tables[one.table])
        .where(_mine(one, resident_id))
        for one in helds
    ]
    rows = await session.execute(union_all(*parts))
    return {key: Counted(total, newest) for key, total, newest in rows}


async def rows(
    session: AsyncSession, held: Held, resident_id: UUID, *, skip: int, first: int
) -> Sequence[tuple[Any, ...]]:
    """Return the moment and the told columns of rows about somebody, newest first."""
    table = SQLModel.metadata.tables[held.table]
    keys = list(table.primary_key.columns)
    found = await session.execute(
        select(_moment(held), *(table.c[one] for one in held.shows))
        .where(_mine(held, resident_id))
        .order_by(_moment(held).desc().nulls_last(), *(key.desc() for key in keys))
        .offset(skip)
        .limit(first)
    )
    return [tuple(row) for row in found]


def told(value: object) -> str:
    """Return a value as text: days and moments as ISO 8601 says them."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return "" if value is None else str(value)
