"""Which counties and villages the demonstration opens, and how they are opened."""

import asyncio
import shutil
from dataclasses import dataclass

from infra.settings import settings
from services.people import samples
from services.people import service as people
from services.people.samples import SampleVillage
from tenants import provisioning, registry
from tenants.divisions import catalogue
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work

OPERATOR = Actor(None, None, "demonstration")
PROVINCE = "15"
KAILU = "150523"
CAO = "371721"
NEIGHBOUR = "150522"
TOWNSHIP = "150523108"
REASON = "村庄曾被合并，现恢复单独设村（演示）"


@dataclass(frozen=True)
class Town:
    """The opened county of the journeys with its two villages."""

    tenant: Tenant
    sanmiaoshu: str
    naimadai: str


async def open_county(code: str) -> Tenant:
    """Open a county of the code list with its townships and villages."""
    tenant = await provisioning.open_tenant(code, catalogue.find(code).name)
    if tenant.kind == "county":
        async with unit_of_work(tenant, OPERATOR) as uow:
            await people.seed_divisions(
                uow,
                [(one.code, one.name) for one in catalogue.townships(code)],
                [(one.code, one.name) for one in catalogue.villages(code)],
            )
    return tenant


async def add_village(tenant: Tenant, township: str, sample: SampleVillage) -> str:
    """Add a sample village by the ordinary operation and import its roll; return its code."""
    async with unit_of_work(tenant, OPERATOR) as uow:
        code = (await people.add_village(uow, township, sample.name, REASON)).code
    data = samples.roll_workbook(sample)
    async with unit_of_work(tenant, OPERATOR) as uow:
        preview = await people.preview_roll(uow, code, data, f"{sample.name}.xlsx")
    async with unit_of_work(tenant, OPERATOR) as uow:
        await people.import_roll(uow, code, preview.upload_id, samples.ELECTION)
    return code


async def clear(*codes: str) -> None:
    """Erase the counties of a preparation that was cut off; those of the journeys unless named."""
    known = {tenant.code for tenant in await registry.all_tenants()}
    for code in known & set(codes or (PROVINCE, KAILU, CAO, NEIGHBOUR)):
        await provisioning.erase(code)
        # The kept heads belong to the erased log; a new log of the county would look rewound.
        await asyncio.to_thread(shutil.rmtree, settings().home / "checkpoints" / code, True)


async def open_all() -> Town:
    """Open the province and the three counties, and add the two sample villages."""
    for code in (PROVINCE, CAO, NEIGHBOUR):
        await open_county(code)
    kailu = await open_county(KAILU)
    return Town(
        kailu,
        await add_village(kailu, TOWNSHIP, samples.SANMIAOSHU),
        await add_village(kailu, TOWNSHIP, samples.NAIMADAI),
    )
