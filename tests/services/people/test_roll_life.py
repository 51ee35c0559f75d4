"""Households split, merge and move, people come and go; past days stay what they were."""

import random
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from infra import clock
from infra.errors import DomainError
from services.people import service
from services.people.errors import (
    DayBeforeLastChange,
    HeadNeeded,
    HouseholdMergedIntoItself,
    HouseholdNumberTaken,
    NothingNew,
    NotOneHousehold,
    ReasonNeeded,
    ResidentNotLiving,
    SamePerson,
    UnknownProvince,
    ValueUnreadable,
    WholeHouseholdLeaves,
)
from services.people.roll import history
from services.people.roll.rules import RollAct
from services.people.service import Entry, Newcomer
from services.people.workflow import Gender, Office
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.services.people.rolling import Rolled, entry, open_villages


@pytest.fixture
async def roll(county: Tenant) -> Rolled:
    return await open_villages(county)


async def test_a_son_founds_a_household_of_his_own(roll: Rolled) -> None:
    [son] = await roll.ids("张大")
    home = (await roll.homes())["001"]

    async with unit_of_work(roll.county) as uow:
        new = await service.split_household(uow, home.id, [son], entry(), head_id=son)

    assert new.number == "004"
    assert await roll.household("004") == {"张大": (True, "户主")}
    assert await roll.household("001") == {
        "张三": (True, "户主"),
        "李四": (False, "配偶"),
        "张小": (False, "女"),
    }


async def test_when_the_head_leaves_the_others_name_a_new_one(roll: Rolled) -> None:
    head, wife, son, girl = await roll.ids("张三", "李四", "张大", "张小")
    home = (await roll.homes())["001"]

    async with unit_of_work(roll.county) as uow:
        with pytest.raises(HeadNeeded):
            await service.split_household(uow, home.id, [head, son], entry(), head_id=head)
        await uow.session.rollback()
    told = Entry("离婚分户", relations={girl: "女", son: "子"})
    async with unit_of_work(roll.county) as uow:
        await service.split_household(
            uow, home.id, [head, son], told, head_id=head, old_head_id=wife, number="101"
        )

    assert await roll.household("001") == {"李四": (True, "户主"), "张小": (False, "女")}
    assert await roll.household("101") == {"张三": (True, "户主"), "张大": (False, "子")}


async def test_what_is_no_split_is_refused(roll: Rolled) -> None:
    head, wife, son, girl, other = await roll.ids("张三", "李四", "张大", "张小", "王五")
    home = (await roll.homes())["001"]

    async with unit_of_work(roll.county) as uow:
        split = service.split_household
        with pytest.raises(WholeHouseholdLeaves):
            await split(uow, home.id, [head, wife, son, girl], entry(), head_id=head)
        with pytest.raises(NotOneHousehold):
            await split(uow, home.id, [other], entry(), head_id=other)
        with pytest.raises(HouseholdNumberTaken):
            await split(uow, home.id, [son], entry(), head_id=son, number="002")
        with pytest.raises(ReasonNeeded):
            await split(uow, home.id, [son], Entry("  "), head_id=son)


async def test_merged_households_are_one_and_the_number_is_not_given_again(roll: Rolled) -> None:
    homes = await roll.homes()

    async with unit_of_work(roll.county) as uow:
        await service.merge_households(uow, homes["002"].id, homes["001"].id, entry())
        with pytest.raises(HouseholdMergedIntoItself):
            await service.merge_households(uow, homes["001"].id, homes["001"].id, entry())

    assert sorted(await roll.homes()) == ["001", "003"]
    found = await roll.household("001")
    assert [name for name, (heads, _) in found.items() if heads] == ["张三"]
    assert found["王五"] == (False, "")
    async with unit_of_work(roll.county) as uow:
        [son] = await roll.ids("张大")
        home = (await roll.homes())["001"]
        new = await service.split_household(uow, home.id, [son], entry(), head_id=son)
    assert new.number == "004"


async def test_a_household_moves_to_another_group_and_another_village(roll: Rolled) -> None:
    home = (await roll.homes())["002"]
    [husband] = await roll.ids("王五")
    async with unit_of_work(roll.county) as uow:
        await service.record_term(uow, husband, Office.CLERK, source="任命")

    second, third = await roll.group("二社"), await roll.group("三社", roll.neighbour)
    async with unit_of_work(roll.county) as uow:
        await service.move_household(uow, home.id, second, entry(), village_code=roll.code)
        with pytest.raises(NothingNew):
            await service.move_household(uow, home.id, second, entry(), village_code=roll.code)
    async with unit_of_work(roll.county) as uow:
        assert len(await service.offices_of(uow, husband)) == 1
        moved = await service.move_household(
            uow, home.id, third, entry(), village_code=roll.neighbour
        )

    assert (moved.village_code, moved.number) == (roll.neighbour, "002")
    assert "002" not in await roll.homes()
    people = await roll.people()
    assert {people[name].village_code for name in ("王五", "赵六")} == {roll.neighbour}
    assert (people["王五"].is_head, people["赵六"].relation) == (True, "配偶")
    async with unit_of_work(roll.county) as uow:
        assert await service.offices_of(uow, husband) == []


async def test_a_daughter_marries_into_a_household_of_another_village(roll: Rolled) -> None:
    [girl] = await roll.ids("张小")
    there = (await roll.homes(roll.neighbour))["001"]
    told = Entry("结婚迁入", relations={girl: "儿媳"})

    async with unit_of_work(roll.county) as uow:
        await service.move_people(uow, [girl], there.id, told)

    moved = (await roll.people())["张小"]
    assert (moved.village_code, moved.relation, moved.is_head) == (roll.neighbour, "儿媳", False)


async def test_a_child_is_born_and_a_family_enters(roll: Rolled) -> None:
    home = (await roll.homes())["002"]
    child = Newcomer("王小", Gender.FEMALE, clock.today(), "孙女")

    async with unit_of_work(roll.county) as uow:
        await service.add_resident(uow, home.id, child, entry(), act=RollAct.BORN)
        with pytest.raises(SamePerson):
            await service.add_resident(uow, home.id, child, entry(), act=RollAct.BORN)

    assert (await roll.household("002"))["王小"] == (False, "孙女")


async def test_the_head_dies_and_another_follows(roll: Rolled) -> None:
    head, wife = await roll.ids("张三", "李四")

    async with unit_of_work(roll.county) as uow:
        with pytest.raises(HeadNeeded):
            await service.record_departure(uow, head, "died", entry())
        await uow.session.rollback()
    async with unit_of_work(roll.county) as uow:
        await service.record_departure(uow, head, "died", entry(), head_id=wife)
    async with unit_of_work(roll.county) as uow:
        with pytest.raises(ResidentNotLiving):
            await service.record_departure(uow, head, "moved", entry())

    assert await roll.household("001") == {
        "李四": (True, "户主"),
        "张大": (False, ""),
        "张小": (False, ""),
    }


async def test_who_is_away_stays_in_every_base(roll: Rolled) -> None:
    [man] = await roll.ids("王五")
    today = clock.today()

    async with unit_of_work(roll.county) as uow:
        before = await service.assembly_base(uow, roll.code, today)
        away = await service.record_away(uow, man, "11", entry())
        with pytest.raises(NothingNew):
            await service.record_away(uow, man, "11", entry())
        with pytest.raises(UnknownProvince):
            await service.record_away(uow, man, "99", entry())
        after = await service.assembly_base(uow, roll.code, today)

    assert (away.away_province, away.away_since) == ("11", today)
    assert (after.adults, after.households) == (before.adults, before.households)
    assert (before.away, after.away) == (frozenset(), frozenset({man}))
    async with unit_of_work(roll.county) as uow:
        back = await service.record_away(uow, man, None, entry())
    assert (back.away_province, back.away_since) == (None, None)


async def test_a_villager_comes_of_age_by_the_clock_alone(roll: Rolled) -> None:
    names = {one.id: name for name, one in (await roll.people()).items()}

    async def adults(day: date) -> set[str]:
        with clock.at(clock.now() + (day - clock.today())):
            async with unit_of_work(roll.county) as uow:
                base = await service.assembly_base(uow, roll.code, day)
        assert [names[one] for one in base.birth_unknown] == ["孙七"]
        assert len(base.households) == 3
        return {names[one] for one in base.adults}

    grown = {"张三", "李四", "张大", "王五", "赵六"}
    assert await adults(date(2030, 8, 7)) == grown
    assert await adults(date(2030, 8, 8)) == {*grown, "张小"}


async def test_a_correction_says_what_it_cannot_read(roll: Rolled) -> None:
    [man] = await roll.ids("孙七")
    async with unit_of_work(roll.county) as uow:
        await service.correct_resident(uow, man, "birth_date", "1960年1月2日", entry())
        await service.correct_resident(uow, man, "phone", "139 0000 1111", entry())
        with pytest.raises(ValueUnreadable):
            await service.correct_resident(uow, man, "gender", "不知道", entry())
        with pytest.raises(NothingNew):
            await service.correct_resident(uow, man, "birth_date", "1960-01-02", entry())

    person = (await roll.people())["孙七"]
    assert str(person.birth_date) == "1960-01-02"
    assert service.phone_of(person) == "13900001111"


async def test_an_event_keeps_its_reason_and_a_proof_of_it(roll: Rolled) -> None:
    [son] = await roll.ids("张大")
    home = (await roll.homes())["001"]
    async with unit_of_work(roll.county) as uow:
        await service.split_household(uow, home.id, [son], entry(), head_id=son)
        await uow.session.flush()
        [event] = await service.list_events(uow, household_id=home.id, first=1)
        reasons = await service.load_reasons(uow, [event.id])
        touched = (await service.load_touched(uow, [event.id]))[event.id]
        salts = (await uow.session.scalars(text("SELECT salt FROM roll_reason"))).all()

    assert (event.act, event.day, event.village_code) == (
        "household_split",
        clock.today(),
        roll.code,
    )
    assert reasons == {event.id: "户主申报"}
    assert set(touched) == set(await roll.ids("张三", "李四", "张大", "张小"))
    assert event.commitment in {history.commitment(one, "户主申报") for one in salts}


async def test_the_history_cannot_be_rewritten(roll: Rolled) -> None:
    for statement in ("UPDATE roll_change SET state = 'died'", "DELETE FROM roll_event"):
        with pytest.raises(DBAPIError, match="permission denied"):
            async with unit_of_work(roll.county) as uow:
                await uow.session.execute(text(statement))


async def test_a_past_day_cannot_be_changed(roll: Rolled) -> None:
    [man] = await roll.ids("王五")
    async with unit_of_work(roll.county) as uow:
        await service.record_away(uow, man, "11", entry())
        with pytest.raises(DayBeforeLastChange):
            await service.record_away(uow, man, None, entry(clock.today() - timedelta(days=1)))


async def test_a_merged_villages_people_are_on_the_heirs_roll_from_that_day_on(
    roll: Rolled,
) -> None:
    before = clock.today()
    later = clock.now() + timedelta(days=9)
    with clock.at(later):
        async with unit_of_work(roll.county) as uow:
            await service.merge_villages(uow, [roll.code], roll.neighbour, "合并")
        async with unit_of_work(roll.county) as uow:
            then = await service.roll_on(uow, roll.code, before)
            now = await service.roll_on(uow, roll.code, clock.today())
            heir = await service.roll_on(uow, roll.neighbour, clock.today())

    assert (len(then), len(now), len(heir)) == (7, 0, 8)


Stood = set[tuple[UUID, UUID, UUID, bool, bool]]


async def _register(uow: UnitOfWork, code: str) -> Stood:
    """Read the register itself: what the history must say of this day."""
    rows = await uow.session.execute(
        text(
            "SELECT r.id, h.id, h.group_id, r.is_head, r.away_since IS NOT NULL FROM resident r"
            " JOIN household h ON h.id = r.household_id"
            " WHERE r.village_code = :code AND r.state = 'living'"
        ),
        {"code": code},
    )
    return {tuple(row) for row in rows}  # type: ignore[misc]


class Drawn:
    """Draws acts upon both villages' rolls, sensible ones and others."""

    def __init__(self, roll: Rolled, seed: int) -> None:
        self.roll = roll
        self.by = random.Random(seed)
        self.born = 0

    async def act(self) -> None:
        acts: list[Callable[[UnitOfWork], Awaitable[object]]] = [
            self.split, self.move, self.regroup, self.bear, self.depart, self.away, self.head,
        ]  # fmt: skip
        try:
            async with unit_of_work(self.roll.county) as uow:
                await self.by.choice(acts)(uow)
        except (DomainError, IndexError, ValueError):  # refused, or nobody is left to be drawn
            return

    async def _people(self, uow: UnitOfWork) -> list[UUID]:
        code = self.by.choice([self.roll.code, self.roll.neighbour])
        return sorted(one.id for one in await service.list_residents(uow, code))

    async def _home(self, uow: UnitOfWork) -> tuple[UUID, list[UUID]]:
        code = self.by.choice([self.roll.code, self.roll.neighbour])
        homes = await service.list_households(uow, code, first=100)
        home = self.by.choice([one.id for one in homes])
        members = (await service.load_residents_of_households(uow, [home]))[home]
        return home, [one.id for one in members]

    async def split(self, uow: UnitOfWork) -> None:
        home, members = await self._home(uow)
        leaving = self.by.sample(members, self.by.randint(1, len(members)))
        staying = [one for one in members if one not in leaving]
        old = self.by.choice([None, *staying])
        await service.split_household(
            uow, home, leaving, entry(), head_id=self.by.choice(members), old_head_id=old
        )

    async def move(self, uow: UnitOfWork) -> None:
        _, members = await self._home(uow)
        into, _ = await self._home(uow)
        going = self.by.sample(members, self.by.randint(1, len(members)))
        await service.move_people(
            uow, going, into, entry(), old_head_id=self.by.choice([None, *members])
        )

    async def regroup(self, uow: UnitOfWork) -> None:
        home, _ = await self._home(uow)
        code = self.by.choice([self.roll.code, self.roll.neighbour])
        group = self.by.choice([one.id for one in await service.list_groups(uow, code)])
        await service.move_household(uow, home, group, entry(), village_code=code)

    async def bear(self, uow: UnitOfWork) -> None:
        home, _ = await self._home(uow)
        self.born += 1
        child = Newcomer(f"新人{self.born}", born=clock.today())
        await service.add_resident(uow, home, child, entry(), act=RollAct.BORN)

    async def depart(self, uow: UnitOfWork) -> None:
        one = self.by.choice(await self._people(uow))
        state = self.by.choice(["moved", "died"])
        heir = self.by.choice([None, *await self._people(uow)])
        await service.record_departure(uow, one, state, entry(), head_id=heir)  # type: ignore[arg-type]

    async def away(self, uow: UnitOfWork) -> None:
        one = self.by.choice(await self._people(uow))
        await service.record_away(uow, one, self.by.choice(["11", "44", None]), entry())

    async def head(self, uow: UnitOfWork) -> None:
        home, members = await self._home(uow)
        await service.change_head(uow, home, self.by.choice(members), entry())


@pytest.mark.parametrize("seed", range(3))
async def test_the_roll_of_any_past_day_can_be_told_from_its_history(
    roll: Rolled, seed: int
) -> None:
    drawn = Drawn(roll, seed)
    kept: dict[tuple[str, date], Stood] = {}
    start = clock.now()

    for day in range(12):
        with clock.at(start + timedelta(days=day)):
            for _ in range(drawn.by.randint(0, 4)):
                await drawn.act()
            async with unit_of_work(roll.county) as uow:
                for code in (roll.code, roll.neighbour):
                    kept[code, clock.today()] = await _register(uow, code)

    with clock.at(start + timedelta(days=40)):
        async with unit_of_work(roll.county) as uow:
            told = {at: {tuple(one) for one in await service.roll_on(uow, *at)} for at in kept}
    assert told == kept
    assert len({frozenset(one) for one in kept.values()}) > 5  # something did happen
