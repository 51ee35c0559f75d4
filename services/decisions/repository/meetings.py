"""Meetings and their rolls."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.blocking import MeetingState
from services.decisions.models import Meeting, MeetingMember
from services.decisions.repository.rows import all_rows, locked, newest_first, within


async def meetings_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Meeting]:
    return await all_rows(session, select(Meeting).where(col(Meeting.id).in_(ids)))


async def list_meetings(
    session: AsyncSession,
    prefixes: Collection[str],
    after: UUID | None,
    first: int,
    states: Collection[str],
) -> Sequence[Meeting]:
    statement = select(Meeting).where(within(Meeting.village_code, prefixes))
    if states:
        statement = statement.where(col(Meeting.state).in_(states))
    return await all_rows(session, newest_first(statement, Meeting.id, after, first))


async def own_meetings(
    session: AsyncSession, resident_id: UUID, after: UUID | None, first: int
) -> Sequence[Meeting]:
    statement = (
        select(Meeting)
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
        .where(col(MeetingMember.resident_id) == resident_id)
    )
    return await all_rows(session, newest_first(statement, Meeting.id, after, first))


async def attended(
    session: AsyncSession, people: Collection[UUID], bodies: Collection[str]
) -> list[tuple[MeetingMember, datetime]]:
    """Return these people's lines on the rolls of meetings that were held, newest first."""
    found = await session.execute(
        select(MeetingMember, col(Meeting.scheduled_at))
        .join(Meeting, col(Meeting.id) == col(MeetingMember.meeting_id))
        .where(
            col(MeetingMember.resident_id).in_(people),
            col(Meeting.body).in_(bodies),
            col(Meeting.state) == MeetingState.CLOSED.value,
        )
        .order_by(col(Meeting.scheduled_at).desc(), col(Meeting.id).desc())
    )
    return [(line, at) for line, at in found]


async def often_absent(
    session: AsyncSession, prefixes: Collection[str], body: str, times: int, since: datetime
) -> set[UUID]:
    """Return who missed so many meetings of a body that were held, without an excuse."""
    found = await session.scalars(
        select(col(MeetingMember.resident_id))
        .join(Meeting, col(Meeting.id) == col(MeetingMember.meeting_id))
        .where(
            within(Meeting.village_code, prefixes),
            col(Meeting.body) == body,
            col(Meeting.state) == MeetingState.CLOSED.value,
            col(Meeting.scheduled_at) >= since,
            col(MeetingMember.present_at).is_(None),
            col(MeetingMember.excuse) == "",
        )
        .group_by(col(MeetingMember.resident_id))
        .having(func.count() >= times)
    )
    return set(found)


async def last_meetings(
    session: AsyncSession, prefixes: Collection[str], body: str, since: datetime
) -> list[tuple[str, datetime | None, datetime | None]]:
    """Return by village the last meeting of a body since a moment: held, and called or open."""
    state, at = col(Meeting.state), func.max(col(Meeting.scheduled_at))
    live = [MeetingState.CALLED.value, MeetingState.OPEN.value]
    found = await session.execute(
        select(
            col(Meeting.village_code),
            at.filter(state == MeetingState.CLOSED.value),
            at.filter(state.in_(live)),
        )
        .where(
            within(Meeting.village_code, prefixes),
            col(Meeting.body) == body,
            col(Meeting.scheduled_at) >= since,
        )
        .group_by(col(Meeting.village_code))
    )
    return [(village, held, called) for village, held, called in found]


async def find_meeting_for_update(session: AsyncSession, meeting_id: UUID) -> Meeting | None:
    return await locked(session, Meeting, meeting_id)


async def members_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MeetingMember]:
    return await all_rows(
        session,
        select(MeetingMember)
        .where(col(MeetingMember.meeting_id).in_(ids))
        .order_by(col(MeetingMember.id))
        .execution_options(populate_existing=True),
    )


async def lines_of(
    session: AsyncSession, meeting_id: UUID, resident_id: UUID, household_id: UUID | None = None
) -> Sequence[MeetingMember]:
    """Return the lines on which a person acts; with a household, its line that nobody took."""
    acts = func.coalesce(col(MeetingMember.acting_id), col(MeetingMember.resident_id))
    mine = or_(acts == resident_id, col(MeetingMember.resident_id) == resident_id)
    if household_id is not None:
        mine = or_(mine, col(MeetingMember.household_id) == household_id)
    return await all_rows(
        session,
        select(MeetingMember)
        .where(col(MeetingMember.meeting_id) == meeting_id, mine)
        .order_by(col(MeetingMember.id)),
    )


async def find_member(
    session: AsyncSession, meeting_id: UUID, resident_id: UUID
) -> MeetingMember | None:
    return await session.scalar(
        select(MeetingMember).where(
            col(MeetingMember.meeting_id) == meeting_id,
            col(MeetingMember.resident_id) == resident_id,
        )
    )


async def live_seats(
    session: AsyncSession, resident_id: UUID
) -> Sequence[tuple[Meeting, MeetingMember]]:
    rows = await session.execute(
        select(Meeting, MeetingMember)
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
        .where(
            func.coalesce(col(MeetingMember.acting_id), col(MeetingMember.resident_id))
            == resident_id,
            col(Meeting.state).in_([MeetingState.CALLED.value, MeetingState.OPEN.value]),
        )
        .order_by(col(Meeting.scheduled_at))
    )
    return [(meeting, member) for meeting, member in rows]
