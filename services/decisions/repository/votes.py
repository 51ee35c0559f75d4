"""Votes, ballots and counts."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.blocking import Outcome
from services.decisions.models import (
    Ballot,
    MeetingChange,
    MeetingMember,
    PaperCount,
    SealedBallot,
    Vote,
)
from services.decisions.repository.rows import all_rows, locked


async def votes_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Vote]:
    return await all_rows(
        session, select(Vote).where(col(Vote.matter_id).in_(ids)).order_by(col(Vote.id))
    )


async def votes_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Vote]:
    return await all_rows(session, select(Vote).where(col(Vote.id).in_(ids)))


async def open_vote_of(session: AsyncSession, meeting_id: UUID) -> Vote | None:
    return await session.scalar(
        select(Vote).where(
            col(Vote.meeting_id) == meeting_id, col(Vote.outcome) == Outcome.OPEN.value
        )
    )


async def votes_in(session: AsyncSession, meeting_ids: Collection[UUID]) -> Sequence[Vote]:
    """Return the votes of meetings, the oldest first."""
    return await all_rows(
        session, select(Vote).where(col(Vote.meeting_id).in_(meeting_ids)).order_by(col(Vote.id))
    )


async def vote_in(
    session: AsyncSession, meeting_id: UUID, matter_id: UUID, version_no: int
) -> Vote | None:
    return await session.scalar(
        select(Vote).where(
            col(Vote.meeting_id) == meeting_id,
            col(Vote.matter_id) == matter_id,
            col(Vote.version_no) == version_no,
        )
    )


async def find_vote(session: AsyncSession, vote_id: UUID) -> Vote | None:
    return await session.get(Vote, vote_id)


_IN_LINE = {
    shared: text(f"SELECT pg_advisory_xact_lock{shared}(hashtextextended(:name, 0))")
    for shared in ("", "_shared")
}


async def _stand_in_line(session: AsyncSession, vote_id: UUID, shared: str) -> None:
    """Wait one's turn at a vote, in the order of coming.

    PostgreSQL lets a row's sharers pass somebody who waits to change it: while ballots keep coming,
    a close would wait until the last. Whoever asks for this lock after the close waits for it.
    """
    await session.execute(_IN_LINE[shared], {"name": f"vote:{vote_id}"})


async def find_vote_for_update(session: AsyncSession, vote_id: UUID) -> Vote | None:
    await _stand_in_line(session, vote_id, "")
    return await locked(session, Vote, vote_id)


async def find_vote_for_share(session: AsyncSession, vote_id: UUID) -> Vote | None:
    """Hold a vote as it is: ballots do not wait for each other, the close for those before it."""
    await _stand_in_line(session, vote_id, "_shared")
    statement = select(Vote).where(col(Vote.id) == vote_id).with_for_update(read=True)
    return (await session.scalars(statement.execution_options(populate_existing=True))).first()


async def add_ballot(session: AsyncSession, ballot: Ballot) -> bool:
    """Insert a ballot unless the member has one; the constraint decides, not a look before."""
    statement = insert(Ballot).values(**ballot.model_dump()).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(Ballot.id)))
    return added.first() is not None


async def count_ballots(session: AsyncSession, vote_id: UUID) -> Sequence[tuple[str, bool, int]]:
    counted = await session.execute(
        select(col(Ballot.choice), col(Ballot.representative), func.count())
        .where(col(Ballot.vote_id) == vote_id)
        .group_by(col(Ballot.choice), col(Ballot.representative))
    )
    return [(choice, representative, int(count)) for choice, representative, count in counted]


async def ballots_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Ballot]:
    return await all_rows(
        session, select(Ballot).where(col(Ballot.vote_id).in_(ids)).order_by(col(Ballot.id))
    )


async def ballots_of_resident(
    session: AsyncSession, resident_id: UUID, vote_ids: Collection[UUID]
) -> Sequence[Ballot]:
    return await all_rows(
        session,
        select(Ballot)
        .join(MeetingMember, col(MeetingMember.id) == col(Ballot.member_id))
        .where(col(Ballot.vote_id).in_(vote_ids), col(MeetingMember.resident_id) == resident_id),
    )


async def lines_voted(session: AsyncSession, vote_id: UUID, resident_id: UUID) -> set[UUID]:
    """Return the lines on which a person acts and that have voted on a screen."""
    acts = func.coalesce(col(MeetingMember.acting_id), col(MeetingMember.resident_id))
    found: set[UUID] = set()
    for table in (Ballot, SealedBallot):
        rows = await session.scalars(
            select(col(table.member_id))
            .join(MeetingMember, col(MeetingMember.id) == col(table.member_id))
            .where(col(table.vote_id) == vote_id, acts == resident_id)
        )
        found |= set(rows)
    return found


async def ballot_counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    counted = await session.execute(
        select(col(Ballot.vote_id), func.count())
        .where(col(Ballot.vote_id).in_(ids))
        .group_by(col(Ballot.vote_id))
    )
    return {vote: int(count) for vote, count in counted}


async def paper_counts_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[PaperCount]:
    """Return the counts that stand; of a vote there is one at most."""
    struck = exists().where(col(MeetingChange.count_id) == col(PaperCount.id))
    return await all_rows(
        session, select(PaperCount).where(col(PaperCount.vote_id).in_(ids), ~struck)
    )


async def struck_counts_of(
    session: AsyncSession, meeting_ids: Collection[UUID]
) -> Sequence[PaperCount]:
    """Return the counts of meetings that were struck, oldest first."""
    return await all_rows(
        session,
        select(PaperCount)
        .join(MeetingChange, col(MeetingChange.count_id) == col(PaperCount.id))
        .where(col(MeetingChange.meeting_id).in_(meeting_ids))
        .order_by(col(PaperCount.id)),
    )
