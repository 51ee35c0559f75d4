"""Who follows which matter, and what they reported."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import Matter, MatterTracker, TrackingReport
from services.decisions.repository.rows import all_rows
from services.decisions.workflow import FINAL


async def trackers_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterTracker]:
    """Return who follows each of these matters now."""
    return await all_rows(
        session,
        select(MatterTracker).where(
            col(MatterTracker.matter_id).in_(ids), col(MatterTracker.ended_at).is_(None)
        ),
    )


async def tracking_reports_of(
    session: AsyncSession, ids: Collection[UUID]
) -> Sequence[TrackingReport]:
    return await all_rows(
        session,
        select(TrackingReport)
        .where(col(TrackingReport.matter_id).in_(ids))
        .order_by(col(TrackingReport.id)),
    )


async def tracked_by(
    session: AsyncSession, resident_id: UUID, first: int
) -> Sequence[tuple[MatterTracker, Matter]]:
    """Return what somebody follows that is not over, the oldest first."""
    rows = await session.execute(
        select(MatterTracker, Matter)
        .join(Matter, col(Matter.id) == col(MatterTracker.matter_id))
        .where(
            col(MatterTracker.resident_id) == resident_id,
            col(MatterTracker.ended_at).is_(None),
            col(Matter.state).not_in(FINAL),
        )
        .order_by(col(MatterTracker.id))
        .limit(first)
    )
    return [(tracker, matter) for tracker, matter in rows]
