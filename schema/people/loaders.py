"""Batches for one request: rows of the people capability, in the order of the keys."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.people import service
from services.people.models import (
    Group,
    NaturalVillage,
    OfficeTerm,
    Resident,
    Township,
    VillageChange,
)
from services.people.service.offices import Officer
from tenants.unit_of_work import UnitOfWork


async def townships(uow: UnitOfWork, village_ids: Sequence[UUID]) -> list[Township]:
    """Return the township of each village."""
    villages = await service.load_villages_by_ids(uow, village_ids)
    found = await service.load_townships(uow, {row.township_code for row in villages.values()})
    return [found[villages[one].township_code] for one in village_ids]


async def changes(uow: UnitOfWork, village_ids: Sequence[UUID]) -> list[list[VillageChange]]:
    """Return the history of each village."""
    villages = await service.load_villages_by_ids(uow, village_ids)
    found = await service.load_changes(uow, [row.code for row in villages.values()])
    return [found[villages[one].code] for one in village_ids]


async def officers(uow: UnitOfWork, village_ids: Sequence[UUID]) -> list[list[Officer]]:
    """Return who holds the public offices of each village."""
    villages = await service.load_villages_by_ids(uow, village_ids)
    found = await service.load_officers(uow, [row.code for row in villages.values()])
    return [found[villages[one].code] for one in village_ids]


async def groups(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Group]:
    """Return villagers' groups by id."""
    found = await service.load_groups(uow, ids)
    return [found[one] for one in ids]


async def residents_of(uow: UnitOfWork, household_ids: Sequence[UUID]) -> list[list[Resident]]:
    """Return the people of each household."""
    found = await service.load_residents_of_households(uow, household_ids)
    return [found[one] for one in household_ids]


async def representatives(uow: UnitOfWork, household_ids: Sequence[UUID]) -> list[Resident | None]:
    """Return who speaks for each household."""
    found = await service.load_representatives_of(uow, household_ids)
    return [found.get(one) for one in household_ids]


async def terms(uow: UnitOfWork, resident_ids: Sequence[UUID]) -> list[list[OfficeTerm]]:
    """Return the current offices of each resident."""
    found = await service.load_terms(uow, resident_ids)
    return [found[one] for one in resident_ids]


async def finding_villages(uow: UnitOfWork, ids: Sequence[UUID]) -> list[str]:
    """Return the name of the village of each finding."""
    rows = await service.load_findings(uow, ids)
    found = await service.load_villages(uow, {row.village_code for row in rows.values()})
    return [found[rows[one].village_code].name for one in ids]


async def conflicted(uow: UnitOfWork, resident_ids: Sequence[UUID]) -> list[bool]:
    """Return whether an office of each is barred by a near relative's; not by whose."""
    found = await service.load_conflicted(uow, resident_ids)
    return [one in found for one in resident_ids]


async def residents(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Resident]:
    """Return residents by id."""
    found = await service.load_residents(uow, ids)
    return [found[one] for one in ids]


async def days_left(uow: UnitOfWork, resident_ids: Sequence[UUID]) -> list[date | None]:
    """Return the day of the newest change of each; of who left, that is the day of leaving."""
    found = await service.load_days_left(uow, resident_ids)
    return [found.get(one) for one in resident_ids]


_MOST_NAMES = 10


async def natural_villages(uow: UnitOfWork, ids: Sequence[UUID]) -> list[NaturalVillage]:
    """Return settlements by id."""
    found = await service.load_natural_villages(uow, ids)
    return [found[one] for one in ids]


async def roll_reasons(uow: UnitOfWork, events: Sequence[UUID]) -> list[str | None]:
    """Return the reason of each event; None where it was erased."""
    found = await service.load_reasons(uow, events)
    return [found.get(one) for one in events]


async def names_touched(uow: UnitOfWork, events: Sequence[UUID]) -> list[list[str]]:
    """Return the names of those whom each event concerned; none of an import's crowd."""
    touched = await service.load_touched(uow, events)
    few = {one: ids if len(ids) <= _MOST_NAMES else [] for one, ids in touched.items()}
    people = await service.load_residents(uow, {one for ids in few.values() for one in ids})
    return [[people[one].name for one in few[event]] for event in events]


async def masked_identities(uow: UnitOfWork, resident_ids: Sequence[UUID]) -> list[str]:
    """Return the masked identity number of each person; empty where none is kept."""
    found = await service.load_masked_identities(uow, resident_ids)
    return [found.get(one, "") for one in resident_ids]
