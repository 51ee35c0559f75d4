"""Counts by village over a period; the number of statements does not grow with the villages."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.decisions.blocking import MeetingState
from services.decisions.models import (
    Annulment,
    Matter,
    MatterObjection,
    MatterStep,
    Meeting,
    MeetingMember,
    Opinion,
    Posting,
    Resolution,
)
from services.decisions.repository.rows import all_rows, within
from services.decisions.vocabulary import Body, Evaluated, OpinionState, Publication
from services.decisions.workflow import State

Counts = dict[str, dict[str, int]]
_CLOSED = MeetingState.CLOSED.value
_TOWNSHIP = Body.TOWNSHIP_PARTY_COMMITTEE.value
_DONE = (State.RESULT_PUBLISHED.value, State.ARCHIVED.value)


async def counts(
    session: AsyncSession,
    prefixes: Collection[str],
    begins: datetime,
    ends: datetime,
    now: datetime,
) -> Counts:
    """Return by village what happened from one moment to before another, as it stands now."""

    def during(column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
        return and_(col(column) >= begins, col(column) < ends)

    def of_matter(table: Any, column: Any) -> Any:  # noqa: ANN401 - a table, a column
        joined = select(col(Matter.village_code), func.count(col(Matter.id).distinct()))
        return joined.join(table, table.matter_id == col(Matter.id)).where(during(column))

    here = within(Matter.village_code, prefixes)
    # A township's own matters are no village's figures.
    here = and_(here, col(Matter.body) != _TOWNSHIP)
    found: Counts = defaultdict(dict)
    for name, statement in {
        "matters": select(col(Matter.village_code), func.count()).where(during(Matter.at)),
        "passed": of_matter(Resolution, Resolution.at),
        "annulled": of_matter(Annulment, Annulment.at),
        "carried_out": of_matter(Posting, Posting.posted_at).where(
            col(Posting.kind) == Publication.RESULT.value,
            col(Matter.state).in_(_DONE),
            ~_called_not_done(),
        ),
        "not_done": of_matter(MatterStep, MatterStep.closed_at).where(
            col(MatterStep.outcome) == Evaluated.NOT_DONE.value
        ),
        "objections": select(col(Matter.village_code), func.count())
        .join(MatterObjection, col(MatterObjection.matter_id) == col(Matter.id))
        .where(during(MatterObjection.at)),
    }.items():
        rows = await session.execute(statement.where(here).group_by(col(Matter.village_code)))
        for village, count in rows:
            found[village][name] = count
    await _grouped(session, found, _opinions(now).where(during(Opinion.at)), Opinion, prefixes)
    held = _meetings().where(during(Meeting.scheduled_at), col(Meeting.state) == _CLOSED)
    held = held.where(col(Meeting.body) != _TOWNSHIP)
    await _grouped(session, found, held, Meeting, prefixes)
    return found


def _called_not_done() -> ColumnElement[bool]:
    """Say of a matter whether villagers called it not done for the second time (ADR 36)."""
    return exists().where(
        col(MatterStep.matter_id) == col(Matter.id),
        col(MatterStep.outcome) == Evaluated.NOT_DONE.value,
    )


async def matters_within(
    session: AsyncSession, village_code: str, begins: datetime, ends: datetime, limit: int
) -> Sequence[Matter]:
    """Return the matters of a village begun in a period, oldest first."""
    return await all_rows(
        session,
        select(Matter)
        .where(
            col(Matter.village_code) == village_code,
            col(Matter.at) >= begins,
            col(Matter.at) < ends,
        )
        .order_by(col(Matter.id))
        .limit(limit),
    )


async def meetings_within(
    session: AsyncSession, village_code: str, begins: datetime, ends: datetime, limit: int
) -> Sequence[Meeting]:
    """Return the meetings that a village held in a period, oldest first."""
    return await all_rows(
        session,
        select(Meeting)
        .where(
            col(Meeting.village_code) == village_code,
            col(Meeting.state) == _CLOSED,
            col(Meeting.scheduled_at) >= begins,
            col(Meeting.scheduled_at) < ends,
        )
        .order_by(col(Meeting.scheduled_at), col(Meeting.id))
        .limit(limit),
    )


async def present_counts(
    session: AsyncSession, meeting_ids: Collection[UUID]
) -> dict[UUID, tuple[int, int]]:
    """Return how many were present at each meeting, and how many were due."""
    present = func.count().filter(col(MeetingMember.present_at).is_not(None))
    counted = await session.execute(
        select(col(MeetingMember.meeting_id), present, func.count())
        .where(col(MeetingMember.meeting_id).in_(meeting_ids))
        .group_by(col(MeetingMember.meeting_id))
    )
    return {meeting: (came, due) for meeting, came, due in counted}


async def _grouped(
    session: AsyncSession,
    found: Counts,
    statement: Any,  # noqa: ANN401 - a select of named counts
    table: Any,  # noqa: ANN401 - a table with a village
    prefixes: Collection[str],
) -> None:
    here = statement.where(within(table.village_code, prefixes)).group_by(col(table.village_code))
    for row in (await session.execute(here)).mappings():
        named = dict(row)
        found[named.pop("village_code")].update(named)


def _opinions(now: datetime) -> Any:  # noqa: ANN401 - a select of named counts
    state, count = col(Opinion.state), func.count()
    received = state == OpinionState.RECEIVED.value
    return select(
        col(Opinion.village_code).label("village_code"),
        count.label("suggestions"),
        count.filter(col(Opinion.recorded_by_id).is_not(None)).label("recorded"),
        count.filter(state == OpinionState.TAKEN_UP.value).label("taken_up"),
        count.filter(state == OpinionState.ANSWERED.value).label("answered"),
        count.filter(received).label("waiting"),
        count.filter(received, col(Opinion.due_at) < now).label("overdue"),
    )


def _meetings() -> Any:  # noqa: ANN401 - a select of named counts
    of_representatives = col(Meeting.body) == Body.REPRESENTATIVES_MEETING.value
    return select(
        col(Meeting.village_code).label("village_code"),
        func.count().label("meetings"),
        func.count().filter(of_representatives).label("representatives_meetings"),
    )
