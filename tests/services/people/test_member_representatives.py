"""Who may represent the collective's members, and how many the law asks for."""

from datetime import date, timedelta

import pytest

from infra import clock
from services.people import service
from services.people.collective.rules import Composition, last_day
from services.people.errors import (
    ElectionRecordNeeded,
    MemberUnderAge,
    NotACollectiveMember,
)
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages

SOURCE = "2026年成员代表选举记录"
REPRESENTATIVE = Office.MEMBER_REPRESENTATIVE
DAY = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("households", "least", "most"),
    [(0, 21, 0), (104, 21, 20), (105, 21, 21), (113, 21, 22), (315, 21, 63), (316, 22, 63)],
)
def test_one_represents_five_to_fifteen_households_and_they_are_more_than_twenty(
    households: int, least: int, most: int
) -> None:
    found = Composition(representatives=least, women=1, households=households)
    fewer = Composition(representatives=least - 1, women=1, households=households)

    assert (found.least, found.most) == (least, most)
    assert found.lawful is (most >= least)
    assert not fewer.lawful
    assert not Composition(most + 1, 1, households).lawful
    assert not Composition(least, 0, households).lawful
    assert ("由成员大会决定" in found.lines[1].zh) is (most < least)


def test_a_term_lasts_five_years_to_the_same_day() -> None:
    assert last_day(DAY) == date(2031, 1, 5)
    assert last_day(date(2028, 2, 29)) == date(2033, 2, 28)


async def test_only_a_member_of_age_represents_members_by_the_record_of_an_election(
    county: Tenant,
) -> None:
    village = await villages.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        people = {one.name: one for one in await service.list_residents(uow, village.code)}
        adult, child = people["居民0050"], people["居民0051"]
        adult.birth_date, child.birth_date = date(1980, 5, 1), date(2015, 5, 1)
    async with unit_of_work(county) as uow:
        with pytest.raises(ElectionRecordNeeded) as bare:
            await service.record_term(uow, adult.id, REPRESENTATIVE, source=SOURCE)
        with pytest.raises(NotACollectiveMember) as stranger:
            await service.record_term(
                uow, adult.id, REPRESENTATIVE, source=SOURCE, since=DAY, elected_on=DAY
            )
        await service.confirm_members(
            uow, village.code, since=DAY, source="成员登记簿", resident_ids=[adult.id, child.id]
        )
        with pytest.raises(NotACollectiveMember):  # not yet on the day before
            await service.record_term(
                uow, adult.id, REPRESENTATIVE, source=SOURCE, since=DAY - timedelta(1),
                elected_on=DAY - timedelta(1),
            )  # fmt: skip
        with pytest.raises(MemberUnderAge):
            await service.record_term(
                uow, child.id, REPRESENTATIVE, source=SOURCE, since=DAY, elected_on=DAY
            )
        await service.record_term(
            uow, adult.id, REPRESENTATIVE, source=SOURCE, since=DAY, elected_on=DAY
        )
        officers = (await service.load_officers(uow, [village.code]))[village.code]
        sitting = await service.member_representatives(uow, village.code, clock.today())
        over = await service.member_representatives(uow, village.code, date(2031, 1, 6))
        before = await service.member_representatives(uow, village.code, DAY - timedelta(1))

    assert "农村集体经济组织法第二十八条" in bare.value.message("zh")
    assert stranger.value.path == ("resident_id",)
    assert adult.name in {one.name for one in officers if one.office == "member_representative"}
    assert [one.name for one in sitting] == [adult.name]
    assert over == before == []
