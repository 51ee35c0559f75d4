"""Every query about a roll's life: its events and changes, and the roll of any past day."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_, delete, func, insert, literal, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.models import Group, Household, NaturalVillage, Resident
from services.people.roll.models import CorrectionRequest, RollChange, RollEvent, RollReason
from services.people.workflow import ResidentState

_OF_CROWDS = ("imported", "opened", "village_merged")


class Stand(NamedTuple):
    """Where one person stood on a day."""

    resident_id: UUID
    household_id: UUID
    group_id: UUID
    is_head: bool
    away: bool


async def write_down(
    session: AsyncSession,
    event: RollEvent,
    *,
    villages: Collection[str],
    people: Collection[UUID],
    touched: Collection[UUID] = (),
) -> int:
    """Add a change for everybody who stands elsewhere than the history says; one statement.

    Who is `touched` gets one in any case: what was corrected about them stands in no column of it.
    """
    stands = (
        col(Resident.village_code),
        col(Resident.household_id),
        col(Household.group_id),
        col(Resident.state),
        col(Resident.is_head),
        col(Resident.away_since).is_not(None),
    )
    last = (
        select(RollChange)
        .where(col(RollChange.resident_id) == col(Resident.id))
        .order_by(col(RollChange.day).desc(), col(RollChange.event_id).desc())
        .limit(1)
        .correlate(Resident)
        .lateral("last")
    )
    known = (
        last.c.village_code,
        last.c.household_id,
        last.c.group_id,
        last.c.state,
        last.c.is_head,
        last.c.away,
    )
    which = (
        col(Resident.village_code).in_(villages) if villages else col(Resident.id).in_(list(people))
    )
    rows = (
        select(
            func.gen_random_uuid(),
            literal(event.id),
            col(Resident.id),
            *stands,
            literal(event.day),
        )
        .select_from(Resident)
        .join(Household, col(Household.id) == col(Resident.household_id))
        .outerjoin(last, true())
        .where(
            or_(
                col(Resident.id).in_(touched),
                and_(which, tuple_(*stands).is_distinct_from(tuple_(*known))),
            )
        )
    )
    names = [
        "id",
        "event_id",
        "resident_id",
        *("village_code", "household_id", "group_id", "state", "is_head", "away"),
        "day",
    ]
    done = await session.execute(
        insert(RollChange).from_select(names, rows).returning(col(RollChange.id))
    )
    return len(done.all())


async def last_days(session: AsyncSession, residents: Collection[UUID]) -> date | None:
    """Return the day of the newest change of any of these people."""
    return await session.scalar(
        select(func.max(col(RollChange.day))).where(col(RollChange.resident_id).in_(residents))
    )


async def last_day_of_each(session: AsyncSession, residents: Collection[UUID]) -> dict[UUID, date]:
    """Return the day of the newest change of each of these people."""
    found = await session.execute(
        select(col(RollChange.resident_id), func.max(col(RollChange.day)))
        .where(col(RollChange.resident_id).in_(residents))
        .group_by(col(RollChange.resident_id))
    )
    return {row[0]: row[1] for row in found}


async def stands(session: AsyncSession, village_code: str, day: date) -> list[Stand]:
    """Return who was on a village's roll on a day, and where."""
    ever_here = (
        select(col(RollChange.resident_id))
        .where(col(RollChange.village_code) == village_code, col(RollChange.day) <= day)
        .distinct()
    )
    newest = (
        select(RollChange)
        .where(col(RollChange.resident_id).in_(ever_here), col(RollChange.day) <= day)
        .ext(distinct_on(col(RollChange.resident_id)))
        .order_by(
            col(RollChange.resident_id),
            col(RollChange.day).desc(),
            col(RollChange.event_id).desc(),
        )
        .subquery()
    )
    found = await session.execute(
        select(
            newest.c.resident_id,
            newest.c.household_id,
            newest.c.group_id,
            newest.c.is_head,
            newest.c.away,
        )
        .where(newest.c.village_code == village_code, newest.c.state == ResidentState.LIVING)
        .order_by(newest.c.resident_id)
    )
    return [Stand(*row) for row in found]


async def births(session: AsyncSession, residents: Collection[UUID]) -> dict[UUID, date | None]:
    found = await session.execute(
        select(col(Resident.id), col(Resident.birth_date)).where(col(Resident.id).in_(residents))
    )
    return {row[0]: row[1] for row in found}


async def events(
    session: AsyncSession,
    *,
    village_code: str | None = None,
    household_id: UUID | None = None,
    resident_id: UUID | None = None,
    after: UUID | None = None,
    first: int,
) -> Sequence[RollEvent]:
    """Return what happened, newest first: in a village, to a household, or to a person."""
    statement = select(RollEvent).order_by(col(RollEvent.id).desc()).limit(first)
    if village_code is not None:
        statement = statement.where(col(RollEvent.village_code) == village_code)
    touched = select(col(RollChange.event_id))
    if household_id is not None:
        inside = touched.where(col(RollChange.household_id) == household_id)
        statement = statement.where(col(RollEvent.id).in_(inside))
    if resident_id is not None:
        about = touched.where(col(RollChange.resident_id) == resident_id)
        statement = statement.where(col(RollEvent.id).in_(about))
    if after is not None:
        statement = statement.where(col(RollEvent.id) < after)
    return (await session.scalars(statement)).all()


async def events_by_ids(session: AsyncSession, ids: Collection[UUID]) -> Sequence[RollEvent]:
    return (await session.scalars(select(RollEvent).where(col(RollEvent.id).in_(ids)))).all()


async def reasons(session: AsyncSession, events_: Collection[UUID]) -> dict[UUID, str]:
    found = await session.execute(
        select(col(RollReason.event_id), col(RollReason.reason)).where(
            col(RollReason.event_id).in_(events_)
        )
    )
    return {row[0]: row[1] for row in found}


async def touched_by(session: AsyncSession, events_: Collection[UUID]) -> list[tuple[UUID, UUID]]:
    """Return (event, resident) for everybody whom these events changed."""
    found = await session.execute(
        select(col(RollChange.event_id), col(RollChange.resident_id))
        .where(col(RollChange.event_id).in_(events_))
        .order_by(col(RollChange.resident_id))
    )
    return [(event, resident) for event, resident in found]


async def imports_of(session: AsyncSession, village_code: str, digest: str) -> RollEvent | None:
    """Return the newest import of a file into a village."""
    return await session.scalar(
        select(RollEvent)
        .where(
            col(RollEvent.village_code) == village_code,
            col(RollEvent.act) == "imported",
            col(RollEvent.document_sha256) == digest,
        )
        .order_by(col(RollEvent.id).desc())
        .limit(1)
    )


async def forget_words(session: AsyncSession, resident_id: UUID) -> None:
    """Delete the reasons of what concerned one person, and what they asked to be corrected.

    An import concerns a crowd and its reason is the name of a file: it stays.
    """
    about = (
        select(col(RollChange.event_id))
        .join(RollEvent, col(RollEvent.id) == col(RollChange.event_id))
        .where(col(RollChange.resident_id) == resident_id, col(RollEvent.act).not_in(_OF_CROWDS))
    )
    await session.execute(delete(RollReason).where(col(RollReason.event_id).in_(about)))
    await session.execute(
        delete(CorrectionRequest).where(col(CorrectionRequest.resident_id) == resident_id)
    )


# Households and people as they are now


async def residents_for_update(session: AsyncSession, ids: Collection[UUID]) -> Sequence[Resident]:
    found = await session.scalars(
        select(Resident)
        .where(col(Resident.id).in_(ids))
        .order_by(col(Resident.id))
        .with_for_update()
    )
    return found.all()


async def members_for_update(
    session: AsyncSession, households: Collection[UUID]
) -> Sequence[Resident]:
    """Return the living people of households, locked in one order."""
    found = await session.scalars(
        select(Resident)
        .where(
            col(Resident.household_id).in_(households),
            col(Resident.state) == ResidentState.LIVING,
        )
        .order_by(col(Resident.id))
        .with_for_update()
    )
    return found.all()


async def household_numbers(session: AsyncSession, village_code: str) -> set[str]:
    """Return every number that a village ever gave."""
    found = await session.scalars(
        select(col(Household.number)).where(col(Household.village_code) == village_code)
    )
    return set(found)


async def group_of(session: AsyncSession, village_code: str, group_id: UUID) -> Group | None:
    return await session.scalar(
        select(Group).where(col(Group.id) == group_id, col(Group.village_code) == village_code)
    )


async def natural_villages(session: AsyncSession, village_code: str) -> Sequence[NaturalVillage]:
    found = await session.scalars(
        select(NaturalVillage)
        .where(col(NaturalVillage.village_code) == village_code)
        .order_by(col(NaturalVillage.id))
    )
    return found.all()


async def natural_villages_by_ids(
    session: AsyncSession, ids: Collection[UUID]
) -> Sequence[NaturalVillage]:
    found = await session.scalars(select(NaturalVillage).where(col(NaturalVillage.id).in_(ids)))
    return found.all()


# What residents ask to be corrected


async def requests(
    session: AsyncSession,
    *,
    village_code: str | None = None,
    resident_id: UUID | None = None,
    state: str | None = None,
    after: UUID | None = None,
    first: int,
) -> Sequence[CorrectionRequest]:
    """Return requests, oldest first, because the oldest is due first."""
    statement = select(CorrectionRequest).order_by(col(CorrectionRequest.id)).limit(first)
    if village_code is not None:
        statement = statement.where(col(CorrectionRequest.village_code) == village_code)
    if resident_id is not None:
        statement = statement.where(col(CorrectionRequest.resident_id) == resident_id)
    if state is not None:
        statement = statement.where(col(CorrectionRequest.state) == state)
    if after is not None:
        statement = statement.where(col(CorrectionRequest.id) > after)
    return (await session.scalars(statement)).all()


async def requests_by_ids(
    session: AsyncSession, ids: Collection[UUID]
) -> Sequence[CorrectionRequest]:
    found = await session.scalars(
        select(CorrectionRequest).where(col(CorrectionRequest.id).in_(ids))
    )
    return found.all()


async def request_for_update(session: AsyncSession, one: UUID) -> CorrectionRequest | None:
    return await session.scalar(
        select(CorrectionRequest).where(col(CorrectionRequest.id) == one).with_for_update()
    )
