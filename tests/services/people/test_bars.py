"""A county's own bars between offices: added, ended, and enforced wherever the law's are."""

import asyncio
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from infra import clock
from infra.errors import Conflict
from services.people import service
from services.people.ending import TermEnd
from services.people.errors import (
    BarBarsNobody,
    BarDaysWrong,
    BarEnded,
    BarInLaw,
    BarNeedsTwoOffices,
    BarStands,
    BarWithoutOffice,
    OfficesIncompatible,
    ReasonNeeded,
    RelativeInOffice,
    UnknownBar,
)
from services.people.kin import Relation
from services.people.models import CountyBar
from services.people.roll.template import workbook
from services.people.service import Declared, NewBar, elected
from services.people.service.elected import Seat
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.services.people.rolling import ROWS, Rolled, open_villages

DOCUMENT, ARTICLE = "开鲁县村干部任职回避办法", "第四条"
CLERK, HEAD, MEMBER = Office.CLERK, Office.COLLECTIVE_HEAD, Office.COMMITTEE_MEMBER


def told(one: Office = CLERK, other: Office = HEAD, **more: Any) -> NewBar:
    facts = {"document": DOCUMENT, "article": ARTICLE, "since": clock.today(), **more}
    return NewBar(one, other, **facts)


async def barred(county: Tenant, *offices: Office, **more: Any) -> CountyBar:
    async with unit_of_work(county) as uow:
        return await service.add_bar(uow, told(*offices, **more))


async def hold(uow: UnitOfWork, who: UUID, office: Office) -> None:
    await service.record_term(uow, who, office, source="任命")


async def test_nobody_holds_two_offices_that_the_county_bars(county: Tenant) -> None:
    roll = await open_villages(county)
    [zhang] = await roll.ids("张三")
    await barred(county)

    async with unit_of_work(county) as uow:
        await hold(uow, zhang, HEAD)
        with pytest.raises(OfficesIncompatible) as refusal:
            await hold(uow, zhang, CLERK)

    assert "本县规定：《开鲁县村干部任职回避办法》第四条" in refusal.value.message("zh")
    assert "The county's rule: 《开鲁县" in refusal.value.message("en")


async def test_near_relatives_are_kept_apart_by_the_county(county: Tenant) -> None:
    roll = await open_villages(county)
    zhang, wang = await roll.ids("张三", "王五")
    await barred(county, same_person=False, near_relatives=True)
    async with unit_of_work(county) as uow:
        await service.declare_interest(uow, wang, Declared("张三", Relation.SIBLING))
        await hold(uow, zhang, HEAD)
        await hold(uow, zhang, CLERK)  # one person may

    async with unit_of_work(county) as uow:
        with pytest.raises(RelativeInOffice) as refusal:
            await hold(uow, wang, CLERK)
        assert await service.load_conflicted(uow, [zhang, wang]) == set()

    assert "第四条" in refusal.value.message("zh")
    assert "张三" not in refusal.value.message("zh")


async def test_who_holds_both_already_is_found_at_night_until_the_bar_ends(
    county: Tenant,
) -> None:
    roll = await open_villages(county)
    zhang, wang = await roll.ids("张三", "王五")
    async with unit_of_work(county) as uow:
        await service.declare_interest(uow, wang, Declared("张三", Relation.SIBLING))
        await hold(uow, zhang, HEAD)
        await hold(uow, zhang, CLERK)
        assert await service.check_assignments(uow, roll.code) == []
    both = await barred(county)
    kin = await barred(county, CLERK, CLERK, same_person=False, near_relatives=True)

    async with unit_of_work(county) as uow:
        [found] = await service.check_assignments(uow, roll.code)
        assert (found.kind, found.name, set(found.holds)) == (
            "offices", "张三", {"clerk", "collective_head"},
        )  # fmt: skip
        assert found.citation_zh == f"本县规定：《{DOCUMENT}》{ARTICLE}"
        with pytest.raises(RelativeInOffice):
            await hold(uow, wang, CLERK)
    async with unit_of_work(county) as uow:
        await service.end_bar(uow, both.id, "县发〔2026〕12 号")
        await service.end_bar(uow, kin.id, "县发〔2026〕12 号")
        await hold(uow, wang, CLERK)

    async with unit_of_work(county) as uow:
        assert await service.check_assignments(uow, roll.code) == []
        assert await service.list_findings(uow, [roll.code], first=10) == []


async def test_a_roll_is_checked_by_the_county(county: Tenant) -> None:
    """In the sheet, with the tables, and between relatives of one household."""
    roll = await open_villages(county)
    await barred(county)
    await barred(county, HEAD, Office.GROUP_HEAD, same_person=False, near_relatives=True)
    [zhang] = await roll.ids("张三")
    async with unit_of_work(county) as uow:
        await hold(uow, zhang, HEAD)

    async def problems(at: int, office: str) -> list[tuple[int, str]]:
        rows = [list(row) for row in ROWS]
        rows[at][8] = office
        async with unit_of_work(county) as uow:
            preview = await service.preview_roll(uow, roll.code, workbook(rows), "名册.xlsx")
        return [(one.row, one.code) for one in preview.problems]

    assert await problems(0, "文书") == [(2, "OFFICES_INCOMPATIBLE")]
    assert await problems(2, "村民小组组长") == [(4, "RELATIVE_IN_OFFICE")]
    assert await problems(4, "文书、理事长") == [(6, "OFFICES_INCOMPATIBLE")]
    assert await problems(4, "文书") == []


async def test_who_is_elected_leaves_the_office_that_the_county_bars(county: Tenant) -> None:
    """A bar undoes no vote: the seat is taken, and the barred office ends with it."""
    roll = await open_villages(county)
    [zhang] = await roll.ids("张三")
    await barred(county, CLERK, MEMBER)
    async with unit_of_work(county) as uow:
        await hold(uow, zhang, CLERK)
        seats = [Seat(zhang, MEMBER)]
        await elected.seat_elected(uow, roll.code, seats, source="选举", since=clock.today())

    async with unit_of_work(county) as uow:
        assert [one.office for one in await service.offices_of(uow, zhang)] == [MEMBER]


async def test_a_bar_holds_from_its_first_day_until_the_day_it_ends(county: Tenant) -> None:
    roll = await open_villages(county)
    [zhang] = await roll.ids("张三")
    today = clock.today()
    await barred(county, since=today + timedelta(days=2), until=today + timedelta(days=4))
    async with unit_of_work(county) as uow:
        await hold(uow, zhang, HEAD)

    assert [await _may(roll, zhang, day) for day in range(6)] == [
        True, True, False, False, True, True,
    ]  # fmt: skip


async def _may(roll: Rolled, who: UUID, days: int) -> bool:
    with clock.at(clock.now() + timedelta(days=days)):
        async with unit_of_work(roll.county) as uow:
            try:
                await hold(uow, who, CLERK)
            except OfficesIncompatible:
                return False
            term = next(one for one in await service.offices_of(uow, who) if one.office == CLERK)
            await service.end_term(uow, term.id, reason=TermEnd.RESIGNED)
            return True


@pytest.mark.parametrize(
    ("refusal", "offices", "more"),
    [
        (BarNeedsTwoOffices, (CLERK, CLERK), {}),
        (BarBarsNobody, (CLERK, HEAD), {"same_person": False}),
        (BarWithoutOffice, (Office.PARTY_MEMBER, CLERK), {}),
        (BarWithoutOffice, (CLERK, Office.PARTY_MEMBER), {}),
        (ReasonNeeded, (CLERK, HEAD), {"document": " "}),
        (ReasonNeeded, (CLERK, HEAD), {"article": ""}),
        (BarDaysWrong, (CLERK, HEAD), {"until": date(2020, 1, 1), "since": date(2019, 1, 1)}),
        (BarInLaw, (Office.SUPERVISOR, MEMBER), {}),
        (BarInLaw, (MEMBER, Office.SUPERVISOR), {"near_relatives": True}),
        (BarInLaw, (HEAD, Office.COLLECTIVE_MANAGER),
         {"same_person": False, "near_relatives": True}),
    ],
)  # fmt: skip
async def test_a_bar_that_makes_no_sense_is_refused(
    county: Tenant, refusal: type[Exception], offices: tuple[Office, Office], more: dict[str, Any]
) -> None:
    with pytest.raises(refusal):
        await barred(county, *offices, **more)

    async with unit_of_work(county) as uow:
        assert await service.list_bars(uow, first=10) == []


async def test_what_the_law_leaves_open_and_our_default_may_be_barred(county: Tenant) -> None:
    """Our default gets the county's article; the law's pair gets the half that it lacks."""
    default = await barred(county, CLERK, Office.SUPERVISOR, near_relatives=True)
    half = await barred(county, HEAD, Office.COLLECTIVE_MANAGER)
    roll = await open_villages(county)
    [zhang] = await roll.ids("张三")

    async with unit_of_work(county) as uow:
        await hold(uow, zhang, CLERK)
        with pytest.raises(OfficesIncompatible) as refusal:
            await service.record_term(
                uow, zhang, Office.SUPERVISOR, source="推选", elected_on=clock.today()
            )
        assert "第四条" in refusal.value.message("zh")
        rows = await service.load_bars(uow, [default.id, half.id])
        assert rows[half.id].same_person


async def test_a_pair_is_barred_once_at_a_time(county: Tenant) -> None:
    today = clock.today()
    first = await barred(county, until=today + timedelta(days=30))
    with pytest.raises(BarStands):
        await barred(county, HEAD, CLERK, since=today + timedelta(days=29))

    later = await barred(county, since=today + timedelta(days=30))
    with pytest.raises(BarStands):
        await barred(county, since=today - timedelta(days=9), until=today + timedelta(days=1))
    async with unit_of_work(county) as uow:
        assert [one.id for one in await service.list_bars(uow, first=10)] == [later.id, first.id]
        assert [one.id for one in await service.list_bars(uow, after=later.id, first=1)] == [
            first.id
        ]


async def test_the_same_pair_entered_twice_at_one_moment_stands_once(county: Tenant) -> None:
    outcomes = await asyncio.gather(
        *(barred(county, CLERK, HEAD) for _ in range(4)), return_exceptions=True
    )

    refused = [one for one in outcomes if isinstance(one, BaseException)]
    assert len(refused) == 3
    assert all(isinstance(one, Conflict | BarStands) for one in refused)


async def test_a_bar_is_ended_once_and_not_in_the_past(county: Tenant) -> None:
    today = clock.today()
    bar = await barred(county, since=today - timedelta(days=10))
    future = await barred(county, CLERK, Office.GROUP_HEAD, since=today + timedelta(days=10))

    async with unit_of_work(county) as uow:
        with pytest.raises(ReasonNeeded):
            await service.end_bar(uow, bar.id, "")
        with pytest.raises(BarDaysWrong):
            await service.end_bar(uow, bar.id, "县发 12 号", today - timedelta(days=1))
        with pytest.raises(UnknownBar):
            await service.end_bar(uow, UUID(int=7), "县发 12 号")
        ended = await service.end_bar(uow, bar.id, "县发 12 号")
        never = await service.end_bar(uow, future.id, "县发 12 号")
    assert (ended.until, never.until) == (today, future.since)
    async with unit_of_work(county) as uow:
        with pytest.raises(BarEnded):
            await service.end_bar(uow, bar.id, "县发 12 号")
