"""Batches for one request: demands, their counts, one's own voice, names and answers."""

from collections.abc import Sequence
from uuid import UUID

from services.decisions import service as decisions
from services.disclosure import service as disclosure
from services.disclosure.workflow import State
from services.initiatives import service
from services.initiatives.models import Demand, DemandDispute, DemandMatter
from services.initiatives.rules import Duty
from services.initiatives.service import OwnVoice, Progress
from services.people import service as people
from tenants.unit_of_work import UnitOfWork


async def demands(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Demand | None]:
    """Return demands by id."""
    found = await service.load_many(uow, ids)
    return [found.get(one) for one in ids]


async def progress(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Progress]:
    """Return how far demands are; numbers only."""
    found = await service.load_progress(uow, ids)
    return [found[one] for one in ids]


async def own_voices(uow: UnitOfWork, ids: Sequence[UUID]) -> list[OwnVoice | None]:
    """Return how the asker counts in demands."""
    resident = uow.actor.resident_id
    found = await service.own_voices(uow, ids, resident) if resident else {}
    return [found.get(one) for one in ids]


async def names(uow: UnitOfWork, ids: Sequence[UUID]) -> list[str]:
    """Return the names of committee members; empty for one who is gone."""
    found = await people.load_residents(uow, ids)
    return [found[one].name if one in found else "" for one in ids]


async def notice_codes(uow: UnitOfWork, ids: Sequence[UUID]) -> list[str]:
    """Return the codes of notices that are shown; empty while they are not."""
    found = await disclosure.load_many(uow, ids)
    shown = {key: row.code for key, row in found.items() if row.state == State.PUBLISHED}
    return [shown.get(one) or "" for one in ids]


async def duties(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Duty]:
    """Return what must be done about demands, with the days that hold or held."""
    found = await service.load_duties(uow, ids)
    return [found[one] for one in ids]


async def disputes(uow: UnitOfWork, ids: Sequence[UUID]) -> list[list[DemandDispute]]:
    """Return what was said against the answers of demands."""
    found = await service.load_disputes(uow, ids)
    return [found[one] for one in ids]


async def matters(uow: UnitOfWork, ids: Sequence[UUID]) -> list[list[tuple[DemandMatter, str]]]:
    """Return the matters that are named for demands, each with its number."""
    found = await service.load_matters(uow, ids)
    keys = {row.matter_id for rows in found.values() for row in rows}
    numbers = {key: (await decisions.find_matter(uow, key)).number for key in keys}
    return [[(row, numbers[row.matter_id]) for row in found[one]] for one in ids]
