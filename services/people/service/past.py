"""What a roll was on a day: who stood where, who was of age, and what changed it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.people.roll import repository, rules
from services.people.roll.models import RollEvent
from services.people.roll.repository import Stand
from tenants.unit_of_work import UnitOfWork


class AssemblyBase(NamedTuple):
    """Whom a villagers' assembly counts on a day (Organic Law art. 21 and 22).

    Nobody who is away is left out: a reduction is reported at the meeting itself (CQ-BF art. 7).
    """

    day: date
    adults: tuple[UUID, ...]
    households: tuple[UUID, ...]
    away: frozenset[UUID]
    birth_unknown: tuple[UUID, ...]
    """On the roll without a day of birth: counted only once the clerk has written it down."""


async def roll_on(uow: UnitOfWork, village_code: str, day: date) -> list[Stand]:
    """Return who was on a village's roll on a day, in which household and group."""
    return await repository.stands(uow.session, village_code, day)


async def assembly_base(uow: UnitOfWork, village_code: str, day: date) -> AssemblyBase:
    """Return who was of age on a village's roll on a day, and the households with people in them.

    Being of age is computed from the day of birth and stored nowhere.
    """
    stands = await repository.stands(uow.session, village_code, day)
    born = await repository.births(uow.session, [one.resident_id for one in stands])
    known = {one: birth for one, birth in born.items() if birth is not None}
    return AssemblyBase(
        day=day,
        adults=tuple(
            one.resident_id
            for one in stands
            if one.resident_id in known and rules.is_of_age(known[one.resident_id], day)
        ),
        households=tuple(sorted({one.household_id for one in stands})),
        away=frozenset(one.resident_id for one in stands if one.away),
        birth_unknown=tuple(one.resident_id for one in stands if one.resident_id not in known),
    )


async def list_events(
    uow: UnitOfWork,
    *,
    village_code: str | None = None,
    household_id: UUID | None = None,
    resident_id: UUID | None = None,
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[RollEvent]:
    """Return what happened, newest first: in a village, to a household, or to a person."""
    return await repository.events(
        uow.session,
        village_code=village_code,
        household_id=household_id,
        resident_id=resident_id,
        after=after,
        first=first,
    )


async def load_events(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, RollEvent]:
    """Return events by id, for loaders."""
    return {row.id: row for row in await repository.events_by_ids(uow.session, ids)}


async def load_reasons(uow: UnitOfWork, events: Collection[UUID]) -> dict[UUID, str]:
    """Return the reason of each event; an erased one is missing."""
    return await repository.reasons(uow.session, events)


async def load_touched(uow: UnitOfWork, events: Collection[UUID]) -> dict[UUID, list[UUID]]:
    """Return whom each event changed."""
    found: dict[UUID, list[UUID]] = {one: [] for one in events}
    for event, resident in await repository.touched_by(uow.session, events):
        found[event].append(resident)
    return found
