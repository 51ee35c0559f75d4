"""Every query of elections; takes a session and plain values."""

from collections.abc import Collection, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from services.elections.models import (
    OVER,
    Candidate,
    Certificate,
    Contest,
    Election,
    ElectionOfficial,
    ElectionStep,
    HandoverItem,
    LeavingAudit,
    Proxy,
    Station,
    StationCount,
    Voter,
    VoterObjection,
)

T = TypeVar("T", bound=SQLModel)
Ids = Collection[UUID]


async def find(session: AsyncSession, election_id: UUID) -> Election | None:
    return await session.get(Election, election_id)


async def find_for_update(session: AsyncSession, election_id: UUID) -> Election | None:
    return await session.scalar(
        select(Election).where(col(Election.id) == election_id).with_for_update()
    )


async def elections_by_ids(session: AsyncSession, ids: Ids) -> Sequence[Election]:
    found = await session.scalars(select(Election).where(col(Election.id).in_(ids)))
    return found.all()


async def list_elections(
    session: AsyncSession,
    *,
    prefix: str,
    kinds: Collection[str],
    running: bool,
    after: UUID | None,
    first: int,
) -> Sequence[Election]:
    query = select(Election).where(
        col(Election.village_code).startswith(prefix, autoescape=True),
        col(Election.kind).in_(kinds),
    )
    if running:
        query = query.where(col(Election.state).not_in(OVER))
    if after is not None:
        query = query.where(col(Election.id) < after)
    found = await session.scalars(query.order_by(col(Election.id).desc()).limit(first))
    return found.all()


async def running_in(
    session: AsyncSession, prefixes: Collection[str], first: int
) -> Sequence[Election]:
    """Return the elections under way in these places, the oldest first."""
    code = col(Election.village_code)
    found = await session.scalars(
        select(Election)
        .where(
            col(Election.state).not_in(OVER),
            or_(*(code.startswith(one, autoescape=True) for one in prefixes)),
        )
        .order_by(col(Election.id))
        .limit(first)
    )
    return found.all()


async def running_kinds(
    session: AsyncSession, village_codes: Collection[str]
) -> set[tuple[str, str]]:
    """Return which kinds of elections are under way in which of these villages."""
    found = await session.execute(
        select(col(Election.village_code), col(Election.kind)).where(
            col(Election.village_code).in_(village_codes), col(Election.state).not_in(OVER)
        )
    )
    return {(village, kind) for village, kind in found}


async def running_of(session: AsyncSession, village_code: str, kind: str) -> Election | None:
    return await session.scalar(
        select(Election).where(
            col(Election.village_code) == village_code,
            col(Election.kind) == kind,
            col(Election.state).not_in(OVER),
        )
    )


async def steps_of(session: AsyncSession, ids: Ids) -> Sequence[ElectionStep]:
    return await _of(session, ElectionStep, ids)


async def officials_of(session: AsyncSession, ids: Ids) -> Sequence[ElectionOfficial]:
    return await _of(session, ElectionOfficial, ids)


async def contests_of(session: AsyncSession, ids: Ids) -> Sequence[Contest]:
    return await _of(session, Contest, ids)


async def audits_of(session: AsyncSession, ids: Ids) -> Sequence[LeavingAudit]:
    return await _of(session, LeavingAudit, ids)


async def proxies_of(session: AsyncSession, ids: Ids) -> Sequence[Proxy]:
    """Return the proxies that stand."""
    found = await session.scalars(
        select(Proxy)
        .where(col(Proxy.election_id).in_(ids), col(Proxy.struck_at).is_(None))
        .order_by(col(Proxy.id))
    )
    return found.all()


async def stations_of(session: AsyncSession, ids: Ids) -> Sequence[Station]:
    return await _of(session, Station, ids)


async def objections_of(session: AsyncSession, ids: Ids) -> Sequence[VoterObjection]:
    return await _of(session, VoterObjection, ids)


async def handover_of(session: AsyncSession, ids: Ids) -> Sequence[HandoverItem]:
    return await _of(session, HandoverItem, ids)


async def certificates_of(session: AsyncSession, ids: Ids) -> Sequence[Certificate]:
    return await _of(session, Certificate, ids)


async def voters_of(session: AsyncSession, election_id: UUID) -> Sequence[Voter]:
    found = await session.scalars(
        select(Voter)
        .where(col(Voter.election_id) == election_id, col(Voter.struck_at).is_(None))
        .order_by(col(Voter.group_name), col(Voter.id))
    )
    return found.all()


async def ever_listed(session: AsyncSession, election_id: UUID) -> set[UUID]:
    """Return who is or was on the list: who was struck is not drawn again."""
    found = await session.scalars(
        select(col(Voter.resident_id)).where(col(Voter.election_id) == election_id)
    )
    return set(found)


async def count_voters(session: AsyncSession, ids: Ids) -> dict[UUID, int]:
    rows = await session.execute(
        select(col(Voter.election_id), func.count())
        .where(col(Voter.election_id).in_(ids), col(Voter.struck_at).is_(None))
        .group_by(col(Voter.election_id))
    )
    return {key: count for key, count in rows}  # noqa: C416 - rows are not pairs to mypy


async def find_voter(session: AsyncSession, election_id: UUID, resident_id: UUID) -> Voter | None:
    return await session.scalar(
        select(Voter).where(
            col(Voter.election_id) == election_id, col(Voter.resident_id) == resident_id
        )
    )


async def candidates_of(session: AsyncSession, contest_ids: Ids) -> Sequence[Candidate]:
    found = await session.scalars(
        select(Candidate)
        .where(col(Candidate.contest_id).in_(contest_ids))
        .order_by(col(Candidate.number), col(Candidate.id))
    )
    return found.all()


async def counts_of(session: AsyncSession, contest_ids: Ids) -> Sequence[StationCount]:
    found = await session.scalars(
        select(StationCount)
        .where(col(StationCount.contest_id).in_(contest_ids), col(StationCount.struck_at).is_(None))
        .order_by(col(StationCount.id))
    )
    return found.all()


async def certificates_in(session: AsyncSession, village_code: str, year: int) -> int:
    found = await session.scalar(
        select(func.count())
        .select_from(Certificate)
        .where(col(Certificate.number).startswith(f"{village_code}-{year}-"))
    )
    return found or 0


async def row(session: AsyncSession, kind: type[T], key: UUID) -> T | None:
    return await session.get(kind, key)


async def _of(session: AsyncSession, kind: type[T], ids: Ids) -> Sequence[T]:
    election_id, key = kind.__table__.c.election_id, kind.__table__.c.id  # type: ignore[attr-defined]
    found = await session.scalars(select(kind).where(election_id.in_(ids)).order_by(key))
    return found.all()


async def seats_of_last_elections(
    session: AsyncSession, village_codes: Collection[str]
) -> dict[str, int]:
    """Return the seats of each village's last decided election of the committee."""
    rows = await session.execute(
        select(col(Election.village_code), col(Election.id), func.sum(col(Contest.seats)))
        .join(Contest, col(Contest.election_id) == col(Election.id))
        .where(
            col(Election.village_code).in_(village_codes),
            col(Election.kind) == "village_committee",
            col(Election.state).in_(("decided", "closed")),
            col(Contest.round) == 1,
        )
        .group_by(col(Election.village_code), col(Election.id))
        .order_by(col(Election.id))
    )
    return {village: int(seats) for village, _, seats in rows}
