"""What lies in a matter's file: texts, steps, voices and postings."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from services.decisions.models import (
    HeardPerson,
    Matter,
    MatterComment,
    MatterDraft,
    MatterStep,
    MatterVersion,
    Posting,
)
from services.decisions.repository.rows import all_rows
from services.decisions.vocabulary import Publication, StepState


async def drafts_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterDraft]:
    return await all_rows(session, select(MatterDraft).where(col(MatterDraft.matter_id).in_(ids)))


async def versions_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterVersion]:
    return await all_rows(
        session,
        select(MatterVersion)
        .where(col(MatterVersion.matter_id).in_(ids))
        .order_by(col(MatterVersion.version_no)),
    )


async def steps_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterStep]:
    return await all_rows(
        session,
        select(MatterStep).where(col(MatterStep.matter_id).in_(ids)).order_by(col(MatterStep.id)),
    )


async def heard_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[HeardPerson]:
    return await all_rows(
        session,
        select(HeardPerson)
        .where(col(HeardPerson.matter_id).in_(ids))
        .order_by(col(HeardPerson.id)),
    )


async def comments_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterComment]:
    return await all_rows(
        session,
        select(MatterComment)
        .where(col(MatterComment.matter_id).in_(ids))
        .order_by(col(MatterComment.id)),
    )


async def _counts(
    session: AsyncSession, table: type[SQLModel], ids: Collection[UUID]
) -> dict[UUID, int]:
    column = table.__table__.c.matter_id  # type: ignore[attr-defined]
    counted = await session.execute(
        select(column, func.count()).where(column.in_(ids)).group_by(column)
    )
    return {matter: int(count) for matter, count in counted}


async def heard_counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    return await _counts(session, HeardPerson, ids)


async def heard_in_step(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    """Count whom each matter's open step heard; ids sort by the time of making."""
    counted = await session.execute(
        select(col(HeardPerson.matter_id), func.count())
        .join(MatterStep, col(MatterStep.matter_id) == col(HeardPerson.matter_id))
        .where(
            col(HeardPerson.matter_id).in_(ids),
            col(MatterStep.state) == StepState.OPEN.value,
            col(HeardPerson.id) > col(MatterStep.id),
        )
        .group_by(col(HeardPerson.matter_id))
    )
    return {row.matter_id: row[1] for row in counted}


async def comment_counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    return await _counts(session, MatterComment, ids)


async def postings_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Posting]:
    return await all_rows(
        session,
        select(Posting).where(col(Posting.matter_id).in_(ids)).order_by(col(Posting.id)),
    )


async def postings_over(
    session: AsyncSession, now: datetime, limit: int, after: UUID
) -> Sequence[UUID]:
    """Return matters, from an id on, whose open posting step was written long enough ago."""
    publishes = [kind.value for kind in Publication]
    found = await session.scalars(
        select(col(Matter.id))
        .join(MatterStep, col(MatterStep.matter_id) == col(Matter.id))
        .join(
            Posting,
            and_(
                col(Posting.matter_id) == col(Matter.id),
                col(Posting.version_no) == col(Matter.version_no),
            ),
        )
        .where(
            col(MatterStep.state) == StepState.OPEN.value,
            col(MatterStep.step_key) == col(Matter.step_key),
            col(Posting.kind).in_(publishes),
            col(Posting.until) <= now,
            col(Posting.posted_at) >= col(MatterStep.opened_at),
            col(Matter.id) > after,
        )
        .order_by(col(Matter.id))
        .limit(limit)
    )
    return found.all()
