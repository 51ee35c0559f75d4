"""Serial numbers, work methods in use, and what the assembly delegated."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import Delegation, SerialNumber, WorkMethod
from services.decisions.repository.rows import all_rows


async def next_serial(session: AsyncSession, kind: str, village_code: str, year: int) -> int:
    row = insert(SerialNumber).values(kind=kind, village_code=village_code, year=year, last=1)
    counted = row.on_conflict_do_update(
        index_elements=["kind", "village_code", "year"], set_={"last": SerialNumber.last + 1}
    )
    return int((await session.execute(counted.returning(col(SerialNumber.last)))).scalar_one())


async def find_work_method(
    session: AsyncSession, method_id: str, version: str
) -> WorkMethod | None:
    return await session.get(WorkMethod, (method_id, version))


async def add_work_method(session: AsyncSession, row: WorkMethod) -> None:
    await session.execute(insert(WorkMethod).values(**row.model_dump()).on_conflict_do_nothing())


async def find_delegation(
    session: AsyncSession, village_code: str, matter_type: str, day: date
) -> Delegation | None:
    return await session.scalar(
        select(Delegation)
        .where(
            col(Delegation.village_code) == village_code,
            col(Delegation.matter_type) == matter_type,
            col(Delegation.since) <= day,
            col(Delegation.until) >= day,
        )
        .limit(1)
    )


async def delegations_of(
    session: AsyncSession, village_code: str, after: UUID | None, first: int
) -> Sequence[Delegation]:
    statement = (
        select(Delegation)
        .where(col(Delegation.village_code) == village_code)
        .order_by(col(Delegation.id).desc())
        .limit(first)
    )
    if after is not None:
        statement = statement.where(col(Delegation.id) < after)
    return await all_rows(session, statement)


async def delegated_types(session: AsyncSession, village_code: str, day: date) -> set[str]:
    found = await session.scalars(
        select(col(Delegation.matter_type))
        .where(
            col(Delegation.village_code) == village_code,
            col(Delegation.since) <= day,
            col(Delegation.until) >= day,
        )
        .distinct()
    )
    return set(found)
