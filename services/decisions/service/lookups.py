"""Reading by id and by asker: what one node, one villager or one list of a page needs."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from infra import clock
from services.decisions import repository
from services.decisions.headings import Heading
from services.decisions.models import Meeting, Milestone, Resolution, Vote
from services.decisions.vocabulary import Answer, Body
from services.decisions.workflow import State
from tenants.unit_of_work import UnitOfWork

Ids = Collection[UUID]


async def list_readable_matters(
    uow: UnitOfWork,
    inside: Collection[str],
    outside: Collection[str],
    *,
    after: UUID | None = None,
    first: int = 20,
    states: Collection[State] = (),
    village: str | None = None,
) -> Sequence[Heading]:
    """Return all matters inside some places and the posted ones of others, newest first."""
    if not inside and not outside:
        return []
    words = [state.value for state in states]
    return await repository.list_readable_matters(
        uow.session, inside, outside, after, first, words, village
    )


class Sat(NamedTuple):
    """One line of the roll of a meeting that was held: who was due, came, or was excused."""

    resident_id: UUID
    day: date
    present: bool
    excused: bool
    meeting_id: UUID
    member_id: UUID


async def attendance_of(uow: UnitOfWork, representatives: Ids) -> list[Sat]:
    """Return, newest first, who was due at which meeting of representatives, and who came."""
    meeting = Body.REPRESENTATIVES_MEETING.value
    found = await repository.attended(uow.session, representatives, [meeting])
    return [
        Sat(
            line.resident_id,
            clock.local(at).date(),
            line.present_at is not None,
            line.excuse != "",
            line.meeting_id,
            line.id,
        )
        for line, at in found
    ]


async def often_absent(
    uow: UnitOfWork, prefixes: Collection[str], times: int, since: date
) -> set[UUID]:
    """Return who of these places missed so many meetings of representatives since a day.

    In a row or not: whoever counts a row looks at these alone.
    """
    if not prefixes:
        return set()
    moment = datetime.combine(since, time(), tzinfo=clock.ZONE)
    return await repository.often_absent(
        uow.session, prefixes, Body.REPRESENTATIVES_MEETING.value, times, moment
    )


class Cadence(NamedTuple):
    """When a village's representatives met last, and when they are called to meet."""

    held: date | None
    called: date | None


async def meetings_since(
    uow: UnitOfWork, prefixes: Collection[str], since: date
) -> dict[str, Cadence]:
    """Return, by village, the last meeting of representatives held and called since a day."""
    if not prefixes:
        return {}
    moment = datetime.combine(since, time(), tzinfo=clock.ZONE)
    rows = await repository.last_meetings(
        uow.session, prefixes, Body.REPRESENTATIVES_MEETING.value, moment
    )
    return {village: Cadence(_day(held), _day(called)) for village, held, called in rows}


def _day(at: datetime | None) -> date | None:
    return None if at is None else clock.local(at).date()


async def list_own_meetings(
    uow: UnitOfWork, resident_id: UUID, *, after: UUID | None = None, first: int = 20
) -> Sequence[Meeting]:
    """Return the meetings on whose roll one person is, newest first."""
    return await repository.own_meetings(uow.session, resident_id, after, first)


async def load_matters_of_opinions(uow: UnitOfWork, opinion_ids: Ids) -> dict[UUID, UUID]:
    """Return the matter that each suggestion began or went into."""
    return await repository.matters_by_opinion(uow.session, opinion_ids)


async def load_opinions_of_matters(uow: UnitOfWork, matter_ids: Ids) -> dict[UUID, list[UUID]]:
    """Return the suggestions that are in each matter, the oldest first."""
    found: dict[UUID, list[UUID]] = {}
    for matter, opinion in await repository.opinions_of_matters(uow.session, matter_ids):
        found.setdefault(matter, []).append(opinion)
    return {matter: sorted(opinions) for matter, opinions in found.items()}


async def load_meetings(uow: UnitOfWork, ids: Ids) -> dict[UUID, Meeting]:
    """Load meetings by id."""
    return {row.id: row for row in await repository.meetings_by_ids(uow.session, ids)}


async def load_votes(uow: UnitOfWork, ids: Ids) -> dict[UUID, Vote]:
    """Load votes by id."""
    return {row.id: row for row in await repository.votes_by_ids(uow.session, ids)}


async def load_resolutions(uow: UnitOfWork, ids: Ids) -> dict[UUID, Resolution]:
    """Load resolutions by id."""
    return {row.id: row for row in await repository.resolutions_by_ids(uow.session, ids)}


async def load_milestones(uow: UnitOfWork, ids: Ids) -> dict[UUID, Milestone]:
    """Load milestones by id."""
    return {row.id: row for row in await repository.milestones_by_ids(uow.session, ids)}


async def answers_of(
    uow: UnitOfWork, resident_id: UUID, matter_ids: Ids
) -> dict[UUID, tuple[int, Answer]]:
    """Load what one person answered when asked the last time whether it was done, and when."""
    rows = await repository.evaluations_by(uow.session, resident_id, matter_ids)
    return {row.matter_id: (row.round, Answer(row.answer)) for row in rows}


async def load_signed_by(uow: UnitOfWork, resident_id: UUID, resolution_ids: Ids) -> set[UUID]:
    """Say which resolutions one person has signed."""
    return await repository.signed_by(uow.session, resident_id, resolution_ids)


async def load_present_at(uow: UnitOfWork, resident_id: UUID, resolution_ids: Ids) -> set[UUID]:
    """Say in which resolutions' votes one person was present, so that they may sign."""
    return set(await repository.present_at_votes(uow.session, resident_id, resolution_ids))
