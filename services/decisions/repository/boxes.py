"""What is in a ballot box, who put something into it, and what came out."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import MeetingMember, SealedBallot, SecretBallot


async def add_sealed_ballot(session: AsyncSession, ballot: SealedBallot) -> bool:
    """Put a sealed ballot into the box unless the member has voted; the key decides."""
    statement = insert(SealedBallot).values(**ballot.model_dump()).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(SealedBallot.member_id)))
    return added.first() is not None


async def sealed_ballots_of(
    session: AsyncSession, vote_id: UUID
) -> Sequence[tuple[SealedBallot, bool]]:
    """Return what is in the box, each with whether a representative put it there."""
    rows = await session.execute(
        select(SealedBallot, col(MeetingMember.representative))
        .join(MeetingMember, col(MeetingMember.id) == col(SealedBallot.member_id))
        .where(col(SealedBallot.vote_id) == vote_id)
    )
    return [(ballot, representative) for ballot, representative in rows]


async def add_secret_ballots(session: AsyncSession, ballots: Sequence[SecretBallot]) -> None:
    """Write the ballots in the order given, whatever order a session would choose."""
    if ballots:
        await session.execute(insert(SecretBallot), [ballot.model_dump() for ballot in ballots])


async def sealed_by(
    session: AsyncSession, resident_id: UUID, vote_ids: Collection[UUID]
) -> set[UUID]:
    """Return the votes in which a person has put something into the box."""
    found = await session.scalars(
        select(col(SealedBallot.vote_id))
        .join(MeetingMember, col(MeetingMember.id) == col(SealedBallot.member_id))
        .where(
            col(SealedBallot.vote_id).in_(vote_ids),
            col(MeetingMember.resident_id) == resident_id,
        )
    )
    return set(found)


async def sealed_counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    counted = await session.execute(
        select(col(SealedBallot.vote_id), func.count())
        .where(col(SealedBallot.vote_id).in_(ids))
        .group_by(col(SealedBallot.vote_id))
    )
    return {vote: int(count) for vote, count in counted}
