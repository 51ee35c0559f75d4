"""What was laid on file in a step: hearings, plans, reports, proofs and opinion sheets."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import Matter, MatterPaper, OpinionSheet
from services.decisions.repository.rows import all_rows


async def papers_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterPaper]:
    return await all_rows(
        session,
        select(MatterPaper)
        .where(col(MatterPaper.matter_id).in_(ids))
        .order_by(col(MatterPaper.id)),
    )


async def sheets_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[OpinionSheet]:
    return await all_rows(
        session,
        select(OpinionSheet)
        .where(col(OpinionSheet.matter_id).in_(ids))
        .order_by(col(OpinionSheet.id)),
    )


async def sheets_about(
    session: AsyncSession, subjects: Collection[UUID]
) -> list[tuple[OpinionSheet, str]]:
    """Return what these households or people answered, newest first, with the matter's title."""
    found = await session.execute(
        select(OpinionSheet, col(Matter.title))
        .join(Matter, col(Matter.id) == col(OpinionSheet.matter_id))
        .where(col(OpinionSheet.subject_id).in_(subjects))
        .order_by(col(OpinionSheet.id).desc())
    )
    return [(sheet, title) for sheet, title in found]


async def add_sheet(session: AsyncSession, row: OpinionSheet) -> bool:
    """Keep a sheet; False if this household or representative has answered in this round."""
    added = insert(OpinionSheet).values(**row.model_dump()).on_conflict_do_nothing()
    return (await session.execute(added.returning(col(OpinionSheet.id)))).first() is not None
