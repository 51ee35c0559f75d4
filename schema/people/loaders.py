"""Batches for one request: rows of the people capability, in the order of the keys."""

from collections.abc import Sequence
from uuid import UUID

from services.people import service
from services.people.models import Group, OfficeTerm, Resident, Township, VillageChange
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


async def residents(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Resident]:
    """Return residents by id."""
    found = await service.load_residents(uow, ids)
    return [found[one] for one in ids]
