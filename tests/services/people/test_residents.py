"""Groups, households and people are listed and searched; what loaders batch is whole."""

import pytest

from infra.ids import new_id
from services.people import service
from services.people.errors import GroupExists, NameNeeded, UnknownVillage
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages
from tests.factories.villages import MadeVillage


@pytest.fixture
async def village(county: Tenant) -> MadeVillage:
    return await villages.sanmiaoshu(county)


async def test_a_group_has_a_short_name_of_its_own(county: Tenant, village: MadeVillage) -> None:
    async with unit_of_work(county) as uow:
        assert (await service.add_group(uow, village.code, " 五社 ")).name == "五社"
        with pytest.raises(GroupExists):
            await service.add_group(uow, village.code, "五社")
        for name in ("", "社" * 21, "一\n社"):
            with pytest.raises(NameNeeded):
                await service.add_group(uow, village.code, name)
        with pytest.raises(UnknownVillage):
            await service.add_group(uow, "150523999999", "五社")
        names = [group.name for group in await service.list_groups(uow, village.code)]
    assert names == ["一社", "二社", "三社", "四社", "五社"]


async def test_households_and_people_are_searched(county: Tenant, village: MadeVillage) -> None:
    async with unit_of_work(county) as uow:
        by_name = await service.list_households(uow, village.code, search=" 监委 ")
        by_office = await service.search_residents(
            uow, village.code, search="监委", office=Office.PARTY_MEMBER
        )
        first = await service.search_residents(uow, village.code, first=2)
        second = await service.search_residents(uow, village.code, after=first[-1].id, first=2)

    assert len(by_name) == 3
    assert sorted(person.name for person in by_office) == ["监委01", "监委02"]
    assert len({person.id for person in (*first, *second)}) == 4


async def test_loaders_answer_for_every_key(county: Tenant, village: MadeVillage) -> None:
    stranger = new_id()
    async with unit_of_work(county) as uow:
        [home] = await service.list_households(uow, village.code, first=1)
        people = await service.load_residents_of_households(uow, [home.id, stranger])
        speakers = await service.load_representatives_of(uow, [home.id, stranger])
        terms = await service.load_terms(uow, [people[home.id][0].id, stranger])
        officers = await service.load_officers(uow, [village.code, "150523999999"])

    assert [len(found) for found in people.values()] == [5, 0]
    assert people[home.id][0].is_head
    assert {key: person.name for key, person in speakers.items()} == {home.id: "代表01"}
    assert [len(found) for found in terms.values()] == [1, 0]
    assert len(officers[village.code]) == 26
    assert officers["150523999999"] == []


async def test_reading_a_roll_is_recorded_for_villages_that_exist(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        await service.record_reading(uow, village.code, households=3)
        await service.record_reading(uow, "150523999999", households=0)
