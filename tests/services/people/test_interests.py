"""Interests are declared, kept from others, and keep relatives out of offices that bar theirs."""

from uuid import UUID

import pytest

from infra import clock
from services.people import service
from services.people.errors import (
    InterestInOneself,
    InterestNameNeeded,
    InterestStands,
    RelativeAmbiguous,
    RelativeInOffice,
    UnknownInterest,
)
from services.people.kin import Relation
from services.people.service import Declared, elected
from services.people.service.elected import Seat
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.services.people.rolling import Rolled, open_villages, written

BOARD, SEAT = Office.SUPERVISOR, Office.COMMITTEE_MEMBER


async def seated(uow: UnitOfWork, roll: Rolled, who: UUID) -> None:
    await elected.seat_elected(
        uow, roll.code, [Seat(who, SEAT)], source="选举", since=clock.today()
    )


async def test_relatives_of_one_household_do_not_check_each_other(county: Tenant) -> None:
    roll = await open_villages(county)
    zhang, son, sun = await roll.ids("张三", "张大", "孙七")
    async with unit_of_work(county) as uow:
        await seated(uow, roll, zhang)

    async with unit_of_work(county) as uow:
        with pytest.raises(RelativeInOffice) as refusal:
            await service.record_term(uow, son, BOARD, source="推选", elected_on=clock.today())
        await service.record_term(uow, sun, BOARD, source="推选", elected_on=clock.today())

    assert "第三十二条" in refusal.value.message("zh")
    assert "张三" not in refusal.value.message("zh")


async def test_what_is_declared_bars_from_then_on_until_it_ends(county: Tenant) -> None:
    roll = await open_villages(county)
    zhang, wang, sun = await roll.ids("张三", "王五", "孙七")
    async with unit_of_work(county) as uow:
        await seated(uow, roll, zhang)
        sister = await service.declare_interest(uow, wang, Declared("张三", Relation.SIBLING))
        firm = await service.declare_interest(uow, zhang, Declared(" 三苗树建筑公司 "))
        away = await service.declare_interest(uow, sun, Declared("孙远", Relation.CHILD))
        assert (sister.relative_id, firm.relative_id, away.relative_id) == (zhang, None, None)

    async with unit_of_work(county) as uow:
        mine = await service.conflicts_of(uow, zhang)
        assert wang in mine.kin
        assert mine.firms == {"三苗树建筑公司"}
        assert zhang in (await service.conflicts_of(uow, wang)).kin
        with pytest.raises(RelativeInOffice):
            await service.record_term(uow, wang, BOARD, source="推选", elected_on=clock.today())

    async with unit_of_work(county) as uow:
        await service.end_interest(uow, sister.id)
        with pytest.raises(UnknownInterest):
            await service.end_interest(uow, sister.id)
        await service.record_term(uow, wang, BOARD, source="推选", elected_on=clock.today())
        assert await service.load_conflicted(uow, [zhang, wang, sun]) == set()


async def test_a_vote_seats_a_relative_and_both_are_in_conflict(county: Tenant) -> None:
    """No relative's office undoes a vote; the nightly check finds the two, and one must go."""
    roll = await open_villages(county)
    zhang, wang, sun = await roll.ids("张三", "王五", "孙七")
    async with unit_of_work(county) as uow:
        await service.record_term(uow, wang, BOARD, source="推选", elected_on=clock.today())
        await service.declare_interest(uow, zhang, Declared("王五", Relation.SIBLING))
        await seated(uow, roll, zhang)

    async with unit_of_work(county) as uow:
        assert await service.load_conflicted(uow, [zhang, wang, sun]) == {zhang, wang}
        found = await service.check_assignments(uow, roll.code)
        assert sorted((one.kind, one.name) for one in found) == [("kin", "张三"), ("kin", "王五")]
        assert all(one.citation_zh.endswith("第三十二条") for one in found)


async def test_a_declaration_names_somebody_and_not_oneself(county: Tenant) -> None:
    roll = await open_villages(county)
    zhang, wang = await roll.ids("张三", "王五")
    async with unit_of_work(county) as uow:
        twin = ["二社", "009", "张三", "张三", "男", "1970-01-01", "", "户主", "", ""]
        await written(uow, roll.code, [twin])

    async with unit_of_work(county) as uow:
        with pytest.raises(InterestNameNeeded):
            await service.declare_interest(uow, zhang, Declared(" "))
        with pytest.raises(RelativeAmbiguous):
            await service.declare_interest(uow, wang, Declared("张三", Relation.SIBLING))
        with pytest.raises(InterestInOneself):
            await service.declare_interest(uow, zhang, Declared("张三", Relation.SIBLING, "001"))
        told = await service.declare_interest(uow, wang, Declared("张三", Relation.SIBLING, "001"))
        with pytest.raises(InterestStands):
            await service.declare_interest(uow, wang, Declared("张三", Relation.SIBLING, "001"))
    assert told.relative_id == zhang
