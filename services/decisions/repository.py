"""Every query of the decisions capability; takes a session and plain values."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from services.decisions.blocking import MeetingState, Outcome
from services.decisions.models import (
    Ballot,
    Delegation,
    Evaluation,
    HeardPerson,
    Inspection,
    Matter,
    MatterComment,
    MatterDraft,
    MatterStep,
    MatterVersion,
    Meeting,
    MeetingMember,
    Milestone,
    ObjectorVisit,
    Opinion,
    PaperCount,
    Posting,
    Resolution,
    ResolutionSignature,
    SerialNumber,
    Vote,
    WorkMethod,
)
from services.decisions.vocabulary import OpinionState, Publication, StepState
from services.decisions.workflow import FINAL

Row = TypeVar("Row", bound=SQLModel)


async def _all(session: AsyncSession, statement: Select[Row]) -> Sequence[Row]:
    return (await session.scalars(statement)).all()


async def _locked(session: AsyncSession, table: type[Row], key: UUID) -> Row | None:
    statement = select(table).where(table.__table__.c.id == key).with_for_update()  # type: ignore[attr-defined]
    return await session.scalar(statement.execution_options(populate_existing=True))


def _within(column: Any, prefixes: Collection[str]) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    return or_(*(col(column).startswith(prefix, autoescape=True) for prefix in prefixes))


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


async def delegations_of(session: AsyncSession, village_code: str) -> Sequence[Delegation]:
    return await _all(
        session,
        select(Delegation)
        .where(col(Delegation.village_code) == village_code)
        .order_by(col(Delegation.id)),
    )


async def find_opinion_for_update(session: AsyncSession, opinion_id: UUID) -> Opinion | None:
    return await _locked(session, Opinion, opinion_id)


async def opinions_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Opinion]:
    return await _all(session, select(Opinion).where(col(Opinion.id).in_(ids)))


async def list_opinions(
    session: AsyncSession,
    prefixes: Collection[str],
    after: UUID | None,
    first: int,
    states: Collection[str],
    resident_id: UUID | None,
) -> Sequence[Opinion]:
    statement = select(Opinion).where(_within(Opinion.village_code, prefixes))
    if after is not None:
        statement = statement.where(col(Opinion.id) < after)
    if states:
        statement = statement.where(col(Opinion.state).in_(states))
    if resident_id is not None:
        statement = statement.where(col(Opinion.resident_id) == resident_id)
    return await _all(session, statement.order_by(col(Opinion.id).desc()).limit(first))


async def open_opinions(session: AsyncSession, prefixes: Collection[str]) -> Sequence[Opinion]:
    return await _all(
        session,
        select(Opinion)
        .where(
            _within(Opinion.village_code, prefixes),
            col(Opinion.state) == OpinionState.RECEIVED.value,
        )
        .order_by(col(Opinion.id))
        .limit(50),
    )


async def find_matter(session: AsyncSession, matter_id: UUID) -> Matter | None:
    return await session.get(Matter, matter_id)


async def find_matter_for_update(session: AsyncSession, matter_id: UUID) -> Matter | None:
    return await _locked(session, Matter, matter_id)


async def matters_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Matter]:
    return await _all(session, select(Matter).where(col(Matter.id).in_(ids)))


async def list_matters(
    session: AsyncSession,
    prefixes: Collection[str],
    after: UUID | None,
    first: int,
    states: Collection[str],
    village: str | None,
) -> Sequence[Matter]:
    statement = select(Matter).where(_within(Matter.village_code, prefixes))
    if after is not None:
        statement = statement.where(col(Matter.id) < after)
    if states:
        statement = statement.where(col(Matter.state).in_(states))
    if village is not None:
        statement = statement.where(col(Matter.village_code) == village)
    return await _all(session, statement.order_by(col(Matter.id).desc()).limit(first))


async def list_readable_matters(
    session: AsyncSession,
    inside: Collection[str],
    outside: Collection[str],
    after: UUID | None,
    first: int,
    states: Collection[str],
    village: str | None,
) -> Sequence[Matter]:
    """Return matters inside some places, and those that were ever posted in some others."""
    hung = exists().where(col(Posting.matter_id) == col(Matter.id))
    seen = [_within(Matter.village_code, inside)] if inside else []
    seen += [and_(_within(Matter.village_code, outside), hung)] if outside else []
    statement = select(Matter).where(or_(*seen))
    if after is not None:
        statement = statement.where(col(Matter.id) < after)
    if states:
        statement = statement.where(col(Matter.state).in_(states))
    if village is not None:
        statement = statement.where(col(Matter.village_code) == village)
    return await _all(session, statement.order_by(col(Matter.id).desc()).limit(first))


async def matters_of_opinions(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Matter]:
    return await _all(
        session, select(Matter).where(col(Matter.opinion_id).in_(ids)).order_by(col(Matter.id))
    )


async def count_matters(session: AsyncSession, prefixes: Collection[str]) -> dict[str, int]:
    counted = await session.execute(
        select(col(Matter.state), func.count())
        .where(_within(Matter.village_code, prefixes))
        .group_by(col(Matter.state))
    )
    return {str(state): int(count) for state, count in counted}


async def active_matters(
    session: AsyncSession, prefixes: Collection[str], limit: int
) -> Sequence[Matter]:
    over = [state.value for state in FINAL]
    return await _all(
        session,
        select(Matter)
        .where(_within(Matter.village_code, prefixes), col(Matter.state).not_in(over))
        .order_by(col(Matter.id).desc())
        .limit(limit),
    )


async def drafts_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterDraft]:
    return await _all(session, select(MatterDraft).where(col(MatterDraft.matter_id).in_(ids)))


async def versions_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterVersion]:
    return await _all(
        session,
        select(MatterVersion)
        .where(col(MatterVersion.matter_id).in_(ids))
        .order_by(col(MatterVersion.version_no)),
    )


async def steps_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterStep]:
    return await _all(
        session,
        select(MatterStep).where(col(MatterStep.matter_id).in_(ids)).order_by(col(MatterStep.id)),
    )


async def heard_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[HeardPerson]:
    return await _all(
        session,
        select(HeardPerson)
        .where(col(HeardPerson.matter_id).in_(ids))
        .order_by(col(HeardPerson.id)),
    )


async def comments_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MatterComment]:
    return await _all(
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


async def comment_counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    return await _counts(session, MatterComment, ids)


async def postings_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Posting]:
    return await _all(
        session,
        select(Posting).where(col(Posting.matter_id).in_(ids)).order_by(col(Posting.id)),
    )


async def meetings_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Meeting]:
    return await _all(
        session,
        select(Meeting).where(col(Meeting.matter_id).in_(ids)).order_by(col(Meeting.id)),
    )


async def meetings_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Meeting]:
    return await _all(session, select(Meeting).where(col(Meeting.id).in_(ids)))


async def list_meetings(
    session: AsyncSession,
    prefixes: Collection[str],
    after: UUID | None,
    first: int,
    states: Collection[str],
) -> Sequence[Meeting]:
    statement = select(Meeting).where(_within(Meeting.village_code, prefixes))
    if after is not None:
        statement = statement.where(col(Meeting.id) < after)
    if states:
        statement = statement.where(col(Meeting.state).in_(states))
    return await _all(session, statement.order_by(col(Meeting.id).desc()).limit(first))


async def find_meeting_for_update(session: AsyncSession, meeting_id: UUID) -> Meeting | None:
    return await _locked(session, Meeting, meeting_id)


async def members_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[MeetingMember]:
    return await _all(
        session,
        select(MeetingMember)
        .where(col(MeetingMember.meeting_id).in_(ids))
        .order_by(col(MeetingMember.id))
        .execution_options(populate_existing=True),
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
            col(MeetingMember.resident_id) == resident_id,
            col(Meeting.state).in_([MeetingState.CALLED.value, MeetingState.OPEN.value]),
        )
        .order_by(col(Meeting.scheduled_at))
    )
    return [(meeting, member) for meeting, member in rows]


async def votes_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Vote]:
    return await _all(
        session, select(Vote).where(col(Vote.matter_id).in_(ids)).order_by(col(Vote.id))
    )


async def votes_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Vote]:
    return await _all(session, select(Vote).where(col(Vote.id).in_(ids)))


async def open_vote_of(session: AsyncSession, meeting_id: UUID) -> Vote | None:
    return await session.scalar(
        select(Vote).where(
            col(Vote.meeting_id) == meeting_id, col(Vote.outcome) == Outcome.OPEN.value
        )
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


async def find_vote_for_update(session: AsyncSession, vote_id: UUID) -> Vote | None:
    return await _locked(session, Vote, vote_id)


async def find_vote_for_share(session: AsyncSession, vote_id: UUID) -> Vote | None:
    """Hold a vote as it is: ballots do not wait for each other, the close waits for them all."""
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
    return await _all(
        session, select(Ballot).where(col(Ballot.vote_id).in_(ids)).order_by(col(Ballot.id))
    )


async def ballots_of_resident(
    session: AsyncSession, resident_id: UUID, vote_ids: Collection[UUID]
) -> Sequence[Ballot]:
    return await _all(
        session,
        select(Ballot)
        .join(MeetingMember, col(MeetingMember.id) == col(Ballot.member_id))
        .where(col(Ballot.vote_id).in_(vote_ids), col(MeetingMember.resident_id) == resident_id),
    )


async def ballot_counts(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, int]:
    counted = await session.execute(
        select(col(Ballot.vote_id), func.count())
        .where(col(Ballot.vote_id).in_(ids))
        .group_by(col(Ballot.vote_id))
    )
    return {vote: int(count) for vote, count in counted}


async def paper_counts_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[PaperCount]:
    return await _all(session, select(PaperCount).where(col(PaperCount.vote_id).in_(ids)))


async def resolutions_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Resolution]:
    return await _all(
        session,
        select(Resolution).where(col(Resolution.matter_id).in_(ids)).order_by(col(Resolution.id)),
    )


async def resolutions_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Resolution]:
    return await _all(session, select(Resolution).where(col(Resolution.id).in_(ids)))


async def signatures_of(
    session: AsyncSession, ids: Collection[UUID]
) -> Sequence[ResolutionSignature]:
    return await _all(
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


async def milestones_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Milestone]:
    return await _all(
        session,
        select(Milestone).where(col(Milestone.matter_id).in_(ids)).order_by(col(Milestone.id)),
    )


async def find_milestone_for_update(session: AsyncSession, milestone_id: UUID) -> Milestone | None:
    return await _locked(session, Milestone, milestone_id)


async def find_milestone(session: AsyncSession, milestone_id: UUID) -> Milestone | None:
    return await session.get(Milestone, milestone_id)


async def inspections_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Inspection]:
    return await _all(
        session,
        select(Inspection).where(col(Inspection.matter_id).in_(ids)).order_by(col(Inspection.id)),
    )


async def visits_of(session: AsyncSession, ids: Collection[UUID]) -> Sequence[ObjectorVisit]:
    return await _all(
        session,
        select(ObjectorVisit)
        .where(col(ObjectorVisit.matter_id).in_(ids))
        .order_by(col(ObjectorVisit.id)),
    )


async def add_evaluation(session: AsyncSession, evaluation: Evaluation) -> bool:
    """Insert a villager's answer unless there is one."""
    statement = insert(Evaluation).values(**evaluation.model_dump()).on_conflict_do_nothing()
    added = await session.execute(statement.returning(col(Evaluation.id)))
    return added.first() is not None


async def evaluation_counts(
    session: AsyncSession, ids: Collection[UUID]
) -> dict[UUID, dict[str, int]]:
    counted = await session.execute(
        select(col(Evaluation.matter_id), col(Evaluation.answer), func.count())
        .where(col(Evaluation.matter_id).in_(ids))
        .group_by(col(Evaluation.matter_id), col(Evaluation.answer))
    )
    counts: dict[UUID, dict[str, int]] = {}
    for matter, answer, count in counted:
        counts.setdefault(matter, {})[answer] = int(count)
    return counts


async def evaluated_by(
    session: AsyncSession, resident_id: UUID, ids: Collection[UUID]
) -> set[UUID]:
    found = await session.scalars(
        select(col(Evaluation.matter_id)).where(
            col(Evaluation.resident_id) == resident_id, col(Evaluation.matter_id).in_(ids)
        )
    )
    return set(found)


async def evaluations_by(
    session: AsyncSession, resident_id: UUID, ids: Collection[UUID]
) -> Sequence[Evaluation]:
    return await _all(
        session,
        select(Evaluation).where(
            col(Evaluation.resident_id) == resident_id, col(Evaluation.matter_id).in_(ids)
        ),
    )


async def milestones_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Milestone]:
    return await _all(session, select(Milestone).where(col(Milestone.id).in_(ids)))


async def own_meetings(
    session: AsyncSession, resident_id: UUID, after: UUID | None, first: int
) -> Sequence[Meeting]:
    statement = (
        select(Meeting)
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Meeting.id))
        .where(col(MeetingMember.resident_id) == resident_id)
    )
    if after is not None:
        statement = statement.where(col(Meeting.id) < after)
    return await _all(session, statement.order_by(col(Meeting.id).desc()).limit(first))


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
    """Return the resolutions in whose vote this person was present."""
    found = await session.scalars(
        select(col(Resolution.id))
        .join(Vote, col(Vote.id) == col(Resolution.vote_id))
        .join(MeetingMember, col(MeetingMember.meeting_id) == col(Vote.meeting_id))
        .where(
            col(Resolution.id).in_(resolution_ids),
            col(MeetingMember.resident_id) == resident_id,
            col(MeetingMember.present_at).is_not(None),
        )
    )
    return found.all()


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


async def close_open_step(
    session: AsyncSession, matter_id: UUID, state: StepState, now: datetime
) -> None:
    await session.execute(
        update(MatterStep)
        .where(
            col(MatterStep.matter_id) == matter_id,
            col(MatterStep.state) == StepState.OPEN.value,
        )
        .values(state=state.value, closed_at=now)
    )
