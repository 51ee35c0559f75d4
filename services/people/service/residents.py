"""Verbs about groups, households and residents: what pages read, and what loaders batch."""

from collections.abc import Collection, Sequence
from uuid import UUID

from infra import crypto
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import GroupExists, NameNeeded, UnknownVillage
from services.people.models import Group, Household, OfficeTerm, RepresentativeHousehold, Resident
from services.people.workflow import Office
from tenants.unit_of_work import UnitOfWork

GROUP_NAME_LIMIT = 20


async def add_group(uow: UnitOfWork, village_code: str, name: str) -> Group:
    """Add a villagers' group (社, 村民小组) to a village."""
    name = name.strip()
    if not name or len(name) > GROUP_NAME_LIMIT or not name.isprintable():
        raise NameNeeded(path=("name",), limit=GROUP_NAME_LIMIT)
    if not await repository.load_villages_for_update(uow.session, [village_code]):
        raise UnknownVillage(village_code=village_code)
    if name in {group.name for group in await repository.list_groups(uow.session, village_code)}:
        raise GroupExists(path=("name",), name=name)
    group = Group(village_code=village_code, name=name)
    uow.session.add(group)
    await audit.record(uow, AuditTag.PEOPLE_GROUP_ADD, subject=group.id, village=village_code)
    return group


async def list_groups(uow: UnitOfWork, village_code: str) -> Sequence[Group]:
    """Return a village's groups in the order in which they were entered."""
    return await repository.list_groups(uow.session, village_code)


async def count_households(uow: UnitOfWork, village_code: str) -> dict[UUID, int]:
    """Return how many households with people in them each group of a village has."""
    return await repository.households_by_group(uow.session, village_code)


async def list_terms(uow: UnitOfWork, village_code: str) -> Sequence[OfficeTerm]:
    """Return the offices that are held in a village now."""
    return await repository.current_terms(uow.session, village_code)


async def list_households(
    uow: UnitOfWork,
    village_code: str,
    *,
    search: str = "",
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[Household]:
    """Return households in the order of the roll; `search` is a number or part of a name."""
    return await repository.list_households(
        uow.session, village_code, search=search.strip(), after=after, first=first
    )


async def search_residents(
    uow: UnitOfWork,
    village_code: str,
    *,
    search: str = "",
    office: Office | None = None,
    after: UUID | None = None,
    first: int = 20,
) -> Sequence[Resident]:
    """Return people in the order of the roll, by part of a name, by an office held, or both."""
    return await repository.search_residents(
        uow.session, village_code, search=search.strip(), office=office, after=after, first=first
    )


async def record_reading(uow: UnitOfWork, village_code: str, **counts: int) -> None:
    """Write down that somebody read in a village's roll (SECURITY 30: sensitive reads)."""
    village = (await repository.load_villages(uow.session, [village_code]))[:1]
    if village:
        await audit.record(
            uow, AuditTag.PEOPLE_ROLL_READ, subject=village[0].id, village=village_code, **counts
        )


async def list_residents(uow: UnitOfWork, village_code: str) -> Sequence[Resident]:
    """Return everybody who lives in a village by its roll."""
    return await repository.list_residents(uow.session, village_code)


async def load_residents(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Resident]:
    """Return residents by id, for loaders."""
    return {row.id: row for row in await repository.residents_by_ids(uow.session, ids)}


async def load_households(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Household]:
    """Return households by id, for loaders."""
    return {row.id: row for row in await repository.households_by_ids(uow.session, ids)}


async def load_groups(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Group]:
    """Return groups by id, for loaders."""
    return {row.id: row for row in await repository.groups_by_ids(uow.session, ids)}


async def load_residents_of_households(
    uow: UnitOfWork, household_ids: Collection[UUID]
) -> dict[UUID, list[Resident]]:
    """Return the people of each household, its head first, for loaders."""
    people: dict[UUID, list[Resident]] = {household_id: [] for household_id in household_ids}
    for row in await repository.residents_of_households(uow.session, household_ids):
        people[row.household_id].append(row)
    return people


async def load_representatives_of(
    uow: UnitOfWork, household_ids: Collection[UUID]
) -> dict[UUID, Resident]:
    """Return who speaks for each household, for loaders."""
    links = await repository.representations_of_households(uow.session, household_ids)
    people = await load_residents(uow, {link.representative_id for link in links})
    return {link.household_id: people[link.representative_id] for link in links}


async def load_terms_by_ids(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, OfficeTerm]:
    """Return terms by id, ended ones too, for loaders."""
    return {row.id: row for row in await repository.terms_by_ids(uow.session, ids)}


async def load_terms(
    uow: UnitOfWork, resident_ids: Collection[UUID]
) -> dict[UUID, list[OfficeTerm]]:
    """Return the current offices of each resident, for loaders."""
    terms: dict[UUID, list[OfficeTerm]] = {resident_id: [] for resident_id in resident_ids}
    for term in await repository.current_terms_of(uow.session, resident_ids):
        terms[term.resident_id].append(term)
    return terms


async def load_representations(
    uow: UnitOfWork, representative_ids: Collection[UUID]
) -> dict[UUID, list[RepresentativeHousehold]]:
    """Return the households that each representative speaks for, for loaders."""
    links: dict[UUID, list[RepresentativeHousehold]] = {key: [] for key in representative_ids}
    for link in await repository.representations_of(uow.session, representative_ids):
        links[link.representative_id].append(link)
    return links


def phone_of(resident: Resident) -> str | None:
    """Return a resident's phone number in the clear; who may see it is the caller's question."""
    return None if resident.phone_sealed is None else crypto.unseal(resident.phone_sealed)
