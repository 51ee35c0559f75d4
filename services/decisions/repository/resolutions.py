"""Resolutions and their signatures."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import (
    AgendaItem,
    MeetingMember,
    Recusal,
    Resolution,
    ResolutionSignature,
    Vote,
)
from services.decisions.repository.rows import all_rows


async def resolutions_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Resolution]:
    return await all_rows(
        session,
        select(Resolution).where(col(Resolution.matter_id).in_(ids)).order_by(col(Resolution.id)),
    )


async def resolutions_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Resolution]:
    return await all_rows(session, select(Resolution).where(col(Resolution.id).in_(ids)))


async def signatures_of(
    session: AsyncSession, ids: Collection[UUID]
) -> Sequence[ResolutionSignature]:
    return await all_rows(
        session,
        select(ResolutionSignature)
        .where(col(ResolutionSignature.resolution_id).in_(ids))
        .order_by(col(ResolutionSignature.id)),
    )


async def counting_signatures(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    column = col(ResolutionSignature.resolution_id)
    counted = await session.execute(
        select(column, func.count())
        .where(column.in_(ids), col(ResolutionSignature.counts))
        .group_by(column)
    )
    return {resolution: int(count) for resolution, count in counted}


async def add_signature(session: AsyncSession, signature: ResolutionSignature) -> bool:
    """Insert a signature unless the person has signed."""
    statement = insert(ResolutionSignature).values(**signature.model_dump())
    added = await session.execute(
        statement.on_conflict_do_nothing().returning(col(ResolutionSignature.id))
    )
    return added.first() is not None


async def signed_by(
    session: AsyncSession, resident_id: UUID, resolution_ids: Collection[UUID]
) -> set[UUID]:
    found = await session.scalars(
        select(col(ResolutionSignature.resolution_id)).where(
            col(ResolutionSignature.resident_id) == resident_id,
            col(ResolutionSignature.resolution_id).in_(resolution_ids),
        )
    )
    return set(found)


async def present_at_votes(
    session: AsyncSession, resident_id: UUID, resolution_ids: Collection[UUID]
) -> Sequence[UUID]:
    """Return the resolutions in whose vote this person was present, with no stake in its item."""
    staked = exists(
        select(col(Recusal.id))
        .join(AgendaItem, col(AgendaItem.id) == col(Recusal.item_id))
        .where(
            col(Recusal.member_id) == col(MeetingMember.id),
            col(AgendaItem.matter_id) == col(Vote.matter_id),
        )
    )
    found = await session.scalars(
        select(col(Resolution.id))
        .join(Vote, col(Vote.id) == col(Resolution.vote_id))
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Vote.meeting_id))
        .where(
            col(Resolution.id).in_(resolution_ids),
            func.coalesce(col(MeetingMember.acting_id), col(MeetingMember.resident_id))
            == resident_id,
            col(MeetingMember.present_at) <= col(Vote.opened_at),
            or_(
                col(MeetingMember.left_at).is_(None),
                col(MeetingMember.left_at) > col(Vote.opened_at),
            ),
            ~staked,
        )
    )
    return found.all()
