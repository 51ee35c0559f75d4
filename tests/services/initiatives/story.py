"""A village whose roll has birthdays, and the demands that the tests open in it."""

from datetime import datetime
from uuid import UUID

from infra import clock
from services.initiatives import service
from services.initiatives.models import Demand
from services.initiatives.service import Progress
from services.initiatives.vocabulary import DemandKind
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages
from tests.factories.decisions import Stage, stage

START = datetime(2026, 6, 1, 9, 0, tzinfo=clock.ZONE)
SHA = "ab" * 32


async def village(county: Tenant) -> Stage:
    """Make 三苗树村 with its whole roll: 532 people of age, 17 representatives."""
    return await stage(county, await villages.sanmiaoshu(county))


async def opened(
    made: Stage, kind: DemandKind = DemandKind.ASSEMBLY, by: str = "居民0051", **more: UUID
) -> UUID:
    demand = await made.do(
        made.actor(by),
        service.open_demand,
        kind=kind,
        village_code=made.code,
        title="请召开村民会议",
        text="请讨论集体土地发包。",
        **more,
    )
    return demand.id


async def found(made: Stage, demand_id: UUID) -> Demand:
    async with unit_of_work(made.county) as uow:
        return await service.find(uow, demand_id)


async def progress(made: Stage, demand_id: UUID) -> Progress:
    async with unit_of_work(made.county) as uow:
        return (await service.load_progress(uow, [demand_id]))[demand_id]


def plain(made: Stage, count: int, *besides: str) -> list[str]:
    """Return so many villagers who hold no office."""
    names = sorted(name for name in made.people if name.startswith("居民") and name not in besides)
    return names[:count]


async def signed(made: Stage, demand_id: UUID, *names: str) -> None:
    for name in names:
        await made.do(made.actor(name), service.sign, demand_id)
