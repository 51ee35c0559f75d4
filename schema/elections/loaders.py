"""Batches for one request: dossiers of elections, names, places."""

from collections.abc import Sequence
from uuid import UUID

from services.elections import service
from services.elections.dossiers import Dossier
from services.people import service as people
from tenants.unit_of_work import UnitOfWork


async def dossiers(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Dossier | None]:
    """Return elections with what hangs on them."""
    found = await service.load_many(uow, ids)
    return [found.get(one) for one in ids]


async def names(uow: UnitOfWork, ids: Sequence[UUID]) -> list[str]:
    """Return the names of residents; empty for one who is gone."""
    found = await people.load_residents(uow, ids)
    return [found[one].name if one in found else "" for one in ids]


async def village_names(uow: UnitOfWork, ids: Sequence[UUID]) -> list[str]:
    """Return the village's name of each election."""
    rows = await service.load_many(uow, ids)
    codes = {row.election.village_code for row in rows.values()}
    found = await people.village_names(uow, codes)
    return [found[rows[one].election.village_code] if one in rows else "" for one in ids]


async def township_names(uow: UnitOfWork, ids: Sequence[UUID]) -> list[str]:
    """Return the township's name of each election."""
    rows = await service.load_many(uow, ids)
    codes = {key: row.election.village_code[:9] for key, row in rows.items()}
    found = await people.load_townships(uow, set(codes.values()))
    return [found[codes[one]].name if codes.get(one) in found else "" for one in ids]
