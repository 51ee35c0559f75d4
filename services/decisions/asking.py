"""Who is asked for an opinion sheet: the households of a village, or its representatives."""

from uuid import UUID

from services.decisions.vocabulary import Population
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

_ALL = 100_000


async def subjects(
    uow: UnitOfWork, village_code: str, population: Population
) -> dict[UUID, tuple[str, ...]]:
    """Return who is asked, each with the words by which it may be named."""
    if population is Population.HOUSEHOLDS:
        return await _households(uow, village_code)
    roll = await people.roster(uow, village_code, "representatives_only")
    return {entry.resident_id: (entry.name,) for entry in roll}


async def _households(uow: UnitOfWork, village_code: str) -> dict[UUID, tuple[str, ...]]:
    found = await people.list_households(uow, village_code, first=_ALL)
    members = await people.load_residents_of_households(uow, [home.id for home in found])
    return {
        home.id: (home.number, *(one.name for one in members.get(home.id, []) if one.is_head))
        for home in found
    }
