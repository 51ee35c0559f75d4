"""What meetings are about: items, stakes in them, papers that go with the notice."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.models import (
    AgendaItem,
    MatterParty,
    Meeting,
    MeetingChange,
    MeetingMember,
    MeetingNotice,
    MeetingPaper,
    MeetingProxy,
    Recusal,
    Vote,
)
from services.decisions.repository.rows import all_rows, locked


async def items_of(session: AsyncSession, meeting_ids: Collection[UUID]) -> Sequence[AgendaItem]:
    """Return the agendas of meetings, each in its order, as they stand now."""
    return await all_rows(
        session,
        select(AgendaItem)
        .where(col(AgendaItem.meeting_id).in_(meeting_ids))
        .order_by(col(AgendaItem.meeting_id), col(AgendaItem.position))
        .execution_options(populate_existing=True),
    )


async def items_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[AgendaItem]:
    return await all_rows(session, select(AgendaItem).where(col(AgendaItem.id).in_(ids)))


async def sittings_of(
    session: AsyncSession, matter_ids: Collection[UUID]
) -> Sequence[tuple[AgendaItem, Meeting]]:
    """Return on which agendas matters stand or stood, the oldest first."""
    rows = await session.execute(
        select(AgendaItem, Meeting)
        .join(Meeting, col(Meeting.id) == col(AgendaItem.meeting_id))
        .where(col(AgendaItem.matter_id).in_(matter_ids))
        .order_by(col(Meeting.id), col(AgendaItem.position))
    )
    return [(item, meeting) for item, meeting in rows]


async def recusals_of(session: AsyncSession, meeting_ids: Collection[UUID]) -> Sequence[Recusal]:
    return await all_rows(
        session,
        select(Recusal).where(col(Recusal.meeting_id).in_(meeting_ids)).order_by(col(Recusal.id)),
    )


async def add_recusal(session: AsyncSession, recusal: Recusal) -> bool:
    """Insert a stake unless it is on record."""
    statement = insert(Recusal).values(**recusal.model_dump()).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(Recusal.id)))
    return added.first() is not None


async def find_voter(
    session: AsyncSession, vote: Vote, resident_id: UUID, member_id: UUID | None = None
) -> tuple[MeetingMember, bool] | None:
    """Return the line of a vote's roll on which a person acts, and whether it has a stake.

    With no line named their own comes first.
    """
    staked = exists(
        select(col(Recusal.id))
        .join(AgendaItem, col(AgendaItem.id) == col(Recusal.item_id))
        .where(
            col(Recusal.member_id) == col(MeetingMember.id),
            col(AgendaItem.matter_id) == vote.matter_id,
        )
    )
    acts = func.coalesce(col(MeetingMember.acting_id), col(MeetingMember.resident_id))
    statement = select(MeetingMember, staked).where(
        col(MeetingMember.meeting_id) == vote.meeting_id, acts == resident_id
    )
    if member_id is not None:
        statement = statement.where(col(MeetingMember.id) == member_id)
    own_first = (col(MeetingMember.resident_id) == resident_id).desc()
    rows = await session.execute(statement.order_by(own_first, col(MeetingMember.id)).limit(1))
    found = rows.first()
    return (found[0], bool(found[1])) if found else None


async def proxies_of(
    session: AsyncSession, meeting_ids: Collection[UUID]
) -> Sequence[MeetingProxy]:
    return await all_rows(
        session,
        select(MeetingProxy)
        .where(col(MeetingProxy.meeting_id).in_(meeting_ids))
        .order_by(col(MeetingProxy.id)),
    )


async def changes_of(
    session: AsyncSession, meeting_ids: Collection[UUID]
) -> Sequence[MeetingChange]:
    """Return what was struck, taken back or handed over in meetings, oldest first."""
    return await all_rows(
        session,
        select(MeetingChange)
        .where(col(MeetingChange.meeting_id).in_(meeting_ids))
        .order_by(col(MeetingChange.id)),
    )


async def find_proxy(session: AsyncSession, member_id: UUID) -> MeetingProxy | None:
    """Return the proxy of a line that stands."""
    ended = exists().where(col(MeetingChange.proxy_id) == col(MeetingProxy.id))
    found = await session.scalars(
        select(MeetingProxy)
        .where(col(MeetingProxy.member_id) == member_id, ~ended)
        .order_by(col(MeetingProxy.id).desc())
    )
    return found.first()


async def parties_of(session: AsyncSession, matter_ids: Collection[UUID]) -> Sequence[MatterParty]:
    """Return whom matters concern now."""
    return await all_rows(
        session,
        select(MatterParty)
        .where(col(MatterParty.matter_id).in_(matter_ids), col(MatterParty.ended_at).is_(None))
        .order_by(col(MatterParty.id)),
    )


async def find_party_for_update(session: AsyncSession, party_id: UUID) -> MatterParty | None:
    return await locked(session, MatterParty, party_id)


async def notices_of(
    session: AsyncSession, meeting_ids: Collection[UUID]
) -> Sequence[MeetingNotice]:
    return await all_rows(
        session,
        select(MeetingNotice)
        .where(col(MeetingNotice.meeting_id).in_(meeting_ids))
        .order_by(col(MeetingNotice.id)),
    )


async def add_notices(session: AsyncSession, notices: Sequence[MeetingNotice]) -> int:
    """Insert proofs; the same person is told in one way once. Return how many are new."""
    rows = [one.model_dump() for one in notices]
    statement = insert(MeetingNotice).values(rows).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(MeetingNotice.id)))
    return len(added.all())


async def meeting_papers_of(
    session: AsyncSession, meeting_ids: Collection[UUID]
) -> Sequence[MeetingPaper]:
    return await all_rows(
        session,
        select(MeetingPaper)
        .where(col(MeetingPaper.meeting_id).in_(meeting_ids))
        .order_by(col(MeetingPaper.id)),
    )


async def add_meeting_paper(session: AsyncSession, paper: MeetingPaper) -> bool:
    """Insert a paper unless the meeting has it."""
    statement = insert(MeetingPaper).values(**paper.model_dump()).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(MeetingPaper.id)))
    return added.first() is not None
