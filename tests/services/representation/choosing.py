"""A village of 113 households that chooses its representatives: what the tests share."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import text

from infra import clock
from services.people import service as people
from services.representation import service
from services.representation.models import RepresentativeList
from services.representation.service import Choice
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import SHEET_KEY, Stage, shown


@dataclass
class Choosing:
    """The village with its people and the numbers of the households of each group."""

    made: Stage
    numbers: dict[str, list[str]]
    heads: dict[str, str]

    async def choice(self) -> Choice:
        async with unit_of_work(self.made.county) as uow:
            return await service.choice_of(uow, self.made.code)

    async def nominate(self, name: str, on: date | None = None) -> UUID:
        row = await self.made.do(
            self.made.clerk,
            service.nominate,
            self.made.code,
            self.made.id_of(name),
            chosen_on=on or clock.today(),
            source="一社村民小组会议记录",
        )
        return row.id

    async def confirm(self, nominee: UUID, *numbers: str) -> None:
        """Let the heads of these households sign on paper."""
        await self.made.do(
            self.made.clerk,
            service.record_confirmations,
            self.made.code,
            nominee,
            list(numbers),
            sheet_key=SHEET_KEY,
        )

    async def whole(self) -> dict[str, UUID]:
        """Put sixteen people forward, four in each group, with every household of the village."""
        found = {}
        for own in self.numbers.values():
            for at in range(0, 28, 7):
                part = own[at : at + 7] if at < 21 else own[at:]
                name = self.heads[part[0]]
                found[name] = await self.nominate(name)
                await self.confirm(found[name], *part)
        return found

    async def post(self, *, whole: bool = True) -> RepresentativeList:
        """Draft the list's notice and let the board approve and publish it."""
        hung = await self.made.do(self.made.clerk, service.post, self.made.code, whole=whole)
        assert hung.bulletin_id is not None
        await shown(self.made, hung.bulletin_id)
        return hung


async def village(county: Tenant) -> Choosing:
    """Make the village; every head is of age, and every second one is a woman."""
    made = await factory.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        await uow.session.execute(
            text(
                "UPDATE resident r SET birth_date = date '1970-01-01', gender = CASE WHEN"
                " right(h.number, 1) IN ('1', '3', '5', '7', '9') THEN 'female' ELSE 'male' END"
                " FROM household h WHERE h.id = r.household_id"
            )
        )
        groups = {row.id: row.name for row in await people.list_groups(uow, made.code)}
        rows = await people.list_households(uow, made.code, first=200)
        inside = await people.load_residents_of_households(uow, [row.id for row in rows])
    numbers: dict[str, list[str]] = {name: [] for name in groups.values()}
    for row in sorted(rows, key=lambda row: row.number):
        numbers[groups[row.group_id]].append(row.number)
    heads = {row.number: inside[row.id][0].name for row in rows}
    return Choosing(made, numbers, heads)


def later(days: int) -> AbstractContextManager[None]:
    """Hold the clock some days from now."""
    return clock.at(clock.now() + timedelta(days=days))
