"""What all queries of decisions share."""

from collections.abc import Collection, Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

Row = TypeVar("Row", bound=SQLModel)
Statement = TypeVar("Statement", bound=Select[Any])


async def all_rows(session: AsyncSession, statement: Select[Row]) -> Sequence[Row]:
    return (await session.scalars(statement)).all()


async def locked(session: AsyncSession, table: type[Row], key: UUID) -> Row | None:
    statement = select(table).where(table.__table__.c.id == key).with_for_update()  # type: ignore[attr-defined]
    return await session.scalar(statement.execution_options(populate_existing=True))


def within(column: Any, prefixes: Collection[str]) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    return or_(*(col(column).startswith(prefix, autoescape=True) for prefix in prefixes))


def newest_first(
    statement: Statement,
    key: Any,  # noqa: ANN401 - a column
    after: UUID | None,
    first: int,
) -> Statement:
    """Cut one page out of a list whose ids are ordered by time."""
    if after is not None:
        statement = statement.where(col(key) < after)
    return statement.order_by(col(key).desc()).limit(first)
