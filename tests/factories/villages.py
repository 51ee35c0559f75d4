"""Makes the sample villages in a county: township, village, and the roll imported as a workbook."""

from typing import NamedTuple

from services.people import samples, service
from services.people.samples import SampleVillage
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

TOWNSHIP_NAME = "吉日嘎郎吐镇"


class MadeVillage(NamedTuple):
    """A village that is open for business."""

    code: str
    sample: SampleVillage


async def open_township(county: Tenant) -> str:
    """Write one township into a county, and return its code."""
    code = f"{county.code}108"
    async with unit_of_work(county) as uow:
        await service.seed_divisions(uow, [(code, TOWNSHIP_NAME)], [])
    return code


async def add_village(
    county: Tenant, township_code: str, sample: SampleVillage = samples.SANMIAOSHU
) -> MadeVillage:
    """Add a sample village by the ordinary operation and import its roll."""
    async with unit_of_work(county) as uow:
        village = await service.add_village(uow, township_code, sample.name, "测试：恢复建制")
    async with unit_of_work(county) as uow:
        workbook = samples.roll_workbook(sample)
        preview = await service.preview_roll(uow, village.code, workbook, "名册.xlsx")
    async with unit_of_work(county) as uow:
        await service.import_roll(uow, village.code, preview.upload_id, samples.ELECTION)
    return MadeVillage(village.code, sample)


async def sanmiaoshu(county: Tenant) -> MadeVillage:
    """Open the township and make 三苗树村 in it: 4 groups, 113 households, 532 people."""
    return await add_village(county, await open_township(county))


async def naimadai(county: Tenant, township_code: str) -> MadeVillage:
    """Make 乃玛岱村 in a township that is open: 8 groups, 29 representatives."""
    return await add_village(county, township_code, samples.NAIMADAI)
