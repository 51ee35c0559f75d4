"""A small village with three households, for the tests of a roll's life."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.people import service
from services.people.models import Household, Resident
from services.people.roll.template import workbook
from services.people.samples import ELECTION
from services.people.service import Entry
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.factories import villages

Row = list[str]
ROWS: list[Row] = [
    ["一社", "001", "张三", "张三", "男", "1980-01-31", "13812345678", "户主", "", ""],
    ["一社", "001", "张三", "李四", "女", "1982-02-02", "", "配偶", "", ""],
    ["一社", "001", "张三", "张大", "男", "2004-05-05", "", "子", "", ""],
    ["一社", "001", "张三", "张小", "女", "2012-08-08", "", "女", "", ""],
    ["一社", "002", "王五", "王五", "男", "1950-03-03", "13812345679", "户主", "", ""],
    ["一社", "002", "王五", "赵六", "女", "1955-04-04", "", "配偶", "", ""],
    ["二社", "003", "孙七", "孙七", "男", "", "", "户主", "", ""],
]


@dataclass(frozen=True)
class Rolled:
    """A village with its roll, and a neighbour in the same county."""

    county: Tenant
    code: str
    neighbour: str

    async def people(self) -> dict[str, Resident]:
        """Return the living of both villages by name."""
        async with unit_of_work(self.county) as uow:
            found = [
                *await service.list_residents(uow, self.code),
                *await service.list_residents(uow, self.neighbour),
            ]
        return {one.name: one for one in found}

    async def ids(self, *names: str) -> list[UUID]:
        people = await self.people()
        return [people[name].id for name in names]

    async def homes(self, code: str = "") -> dict[str, Household]:
        """Return the households in use by number."""
        async with unit_of_work(self.county) as uow:
            found = await service.list_households(uow, code or self.code, first=100)
        return {one.number: one for one in found}

    async def group(self, name: str, code: str = "") -> UUID:
        async with unit_of_work(self.county) as uow:
            found = await service.list_groups(uow, code or self.code)
        return next(one.id for one in found if one.name == name)

    async def household(self, number: str) -> dict[str, tuple[bool, str]]:
        """Return who is in a household, whether they head it, and what they are to the head."""
        home = (await self.homes())[number]
        async with unit_of_work(self.county) as uow:
            members = (await service.load_residents_of_households(uow, [home.id]))[home.id]
        return {one.name: (one.is_head, one.relation) for one in members}


async def written(uow: UnitOfWork, code: str, rows: list[Row]) -> None:
    preview = await service.preview_roll(uow, code, workbook(rows), "名册.xlsx")
    await uow.session.flush()
    await service.import_roll(uow, code, preview.upload_id, ELECTION)


async def open_villages(county: Tenant) -> Rolled:
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        code = (await service.add_village(uow, township, "三苗树村", "恢复建制")).code
        neighbour = (await service.add_village(uow, township, "乃玛岱村", "恢复建制")).code
    async with unit_of_work(county) as uow:
        await written(uow, code, ROWS)
        other = ["三社", "001", "周八", "周八", "男", "1970-01-01", "", "户主", "", ""]
        await written(uow, neighbour, [other])
    return Rolled(county, code, neighbour)


def entry(day: date | None = None, **relations: str) -> Entry:
    return Entry("户主申报", day)
