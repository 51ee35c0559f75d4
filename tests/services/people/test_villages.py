"""Villages are seeded, added, renamed, merged and closed, with history and audit."""

import asyncio
import time

import pytest
from sqlalchemy import select
from sqlmodel import col

from infra.errors import DomainError
from infra.texts import TextTooLong, TextUnreadable
from services.audit.models import AuditEvent
from services.people import service
from services.people.errors import (
    MergeIntoItself,
    MergeNeedsVillages,
    NameNeeded,
    NothingToChange,
    ReasonNeeded,
    TownshipFull,
    UnknownTownship,
    UnknownVillage,
    VillageHasResidents,
    VillageNameTaken,
    VillageNotActive,
)
from tenants.divisions import catalogue
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, UnitOfWork, unit_of_work
from tests.factories import villages

REASON = "县民政〔2026〕1 号"


async def tags(uow: UnitOfWork) -> list[str]:
    found = await uow.session.scalars(select(col(AuditEvent.tag)).order_by(col(AuditEvent.id)))
    return list(found)


async def test_a_county_of_807_villages_is_seeded_in_well_under_a_second(county: Tenant) -> None:
    townships = [(row.code, row.name) for row in catalogue.townships("371721")]
    rows = [(row.code, row.name) for row in catalogue.villages("371721")]

    started = time.process_time()  # our own work, whatever else the machine does
    async with unit_of_work(county) as uow:
        await service.seed_divisions(uow, townships, rows)
    elapsed = time.process_time() - started

    async with unit_of_work(county) as uow:
        found = await service.list_villages(uow, first=1000)
        assert len(await service.list_townships(uow)) == len(townships)
    assert [(row.code, row.name) for row in found] == rows
    assert len(rows) == 807
    assert elapsed < 2


async def test_an_added_village_is_given_the_next_code_of_the_countys_own(county: Tenant) -> None:
    township = await villages.open_township(county)

    async with unit_of_work(county, Actor(None, None, "县民政局")) as uow:
        first = await service.add_village(uow, township, " 三苗树村 ", REASON)
        second = await service.add_village(uow, township, "乃玛岱村", REASON)

    assert (first.code, first.name, first.initials) == (f"{township}900", "三苗树村", "smsc")
    assert second.code == f"{township}901"
    async with unit_of_work(county) as uow:
        [change] = (await service.load_changes(uow, [first.code]))[first.code]
        assert (change.kind, change.name_after, change.reason) == ("added", "三苗树村", REASON)
        assert change.actor == "县民政局"
        assert await tags(uow) == [
            "people:division:seed",
            "people:village:added",
            "people:village:added",
        ]


async def test_a_village_cannot_be_added_twice(county: Tenant) -> None:
    township = await villages.open_township(county)

    async with unit_of_work(county) as uow:
        await service.add_village(uow, township, "三苗树村", REASON)
        with pytest.raises(VillageNameTaken) as refusal:
            await service.add_village(uow, township, "三苗树村", REASON)

    assert refusal.value.code == "VILLAGE_NAME_TAKEN"
    assert f"{township}900" in refusal.value.message("zh")


async def test_villages_added_at_once_get_different_codes(county: Tenant) -> None:
    township = await villages.open_township(county)

    async def add(number: int) -> str:
        async with unit_of_work(county) as uow:
            return (await service.add_village(uow, township, f"新村{number}", REASON)).code

    codes = await asyncio.gather(*(add(number) for number in range(8)))

    assert sorted(codes) == [f"{township}90{number}" for number in range(8)]


async def test_an_unknown_township_is_refused(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(UnknownTownship):
            await service.add_village(uow, "371721101", "三苗树村", REASON)


@pytest.mark.parametrize("name", ["", "   ", "村" * 41, "三苗\n树村"])
async def test_a_name_must_be_one_short_line(county: Tenant, name: str) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(NameNeeded):
            await service.add_village(uow, "371721101", name, REASON)


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [("", ReasonNeeded), ("  ", ReasonNeeded), ("因" * 501, TextTooLong), ("因\0", TextUnreadable)],
)
async def test_a_reason_is_needed(county: Tenant, reason: str, refusal: type[DomainError]) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(refusal):
            await service.add_village(uow, "371721101", "三苗树村", reason)


async def test_a_township_runs_out_of_codes_after_a_hundred_villages(county: Tenant) -> None:
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        for number in range(100):
            await service.add_village(uow, township, f"新村{number}", REASON)

        with pytest.raises(TownshipFull):
            await service.add_village(uow, township, "又一村", REASON)


async def test_a_renamed_village_keeps_its_code_and_both_names_in_its_history(
    county: Tenant,
) -> None:
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        village = await service.add_village(uow, township, "三苗树村", REASON)

    async with unit_of_work(county) as uow:
        renamed = await service.rename_village(uow, village.code, "三棵树村", "改名批复")
        with pytest.raises(NothingToChange):
            await service.rename_village(uow, village.code, "三棵树村", "改名批复")

    assert (renamed.code, renamed.name, renamed.initials) == (village.code, "三棵树村", "sksc")
    async with unit_of_work(county) as uow:
        _, change = (await service.load_changes(uow, [village.code]))[village.code]
    assert (change.kind, change.name_before, change.name_after) == (
        "renamed",
        "三苗树村",
        "三棵树村",
    )


async def test_a_village_cannot_take_its_neighbours_name(county: Tenant) -> None:
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        village = await service.add_village(uow, township, "三苗树村", REASON)
        await service.add_village(uow, township, "乃玛岱村", REASON)

        with pytest.raises(VillageNameTaken):
            await service.rename_village(uow, village.code, "乃玛岱村", REASON)


async def test_merging_moves_the_roll_and_ends_the_offices(county: Tenant) -> None:
    merged = await villages.sanmiaoshu(county)
    township = merged.code[:9]
    async with unit_of_work(county) as uow:
        heir = await service.add_village(uow, township, "吉日嘎郎吐嘎查", REASON)

    async with unit_of_work(county) as uow:
        await service.merge_villages(uow, [merged.code], heir.code, "合并批复")

    async with unit_of_work(county) as uow:
        row = await service.find_village(uow, merged.code)
        assert (row.state, row.merged_into) == ("merged", heir.code)
        assert row.until is not None
        assert len(await service.list_residents(uow, heir.code)) == 532
        assert await service.list_residents(uow, merged.code) == []
        households = await service.list_households(uow, heir.code, first=200)
        assert len(households) == 113
        assert households[0].number == "三苗树村-001"
        groups = await service.load_groups(uow, {household.group_id for household in households})
        assert {group.name for group in groups.values()} == {
            f"三苗树村{name}" for name in ("一社", "二社", "三社", "四社")
        }
        assert await service.roster(uow, merged.code, "representatives_meeting") == []
        assert await service.roster(uow, heir.code, "representatives_meeting") == []
        with pytest.raises(VillageNotActive):
            await service.rename_village(uow, merged.code, "三棵树村", REASON)
        active = await service.list_villages(uow)
        assert [village.code for village in active] == [heir.code]


async def test_a_village_cannot_be_merged_into_itself_or_twice(county: Tenant) -> None:
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        one = await service.add_village(uow, township, "甲村", REASON)
        two = await service.add_village(uow, township, "乙村", REASON)

        with pytest.raises(MergeIntoItself):
            await service.merge_villages(uow, [one.code], one.code, REASON)
        with pytest.raises(MergeNeedsVillages):
            await service.merge_villages(uow, [], two.code, REASON)
        with pytest.raises(MergeNeedsVillages):
            await service.merge_villages(uow, [one.code, one.code], two.code, REASON)
        with pytest.raises(UnknownVillage):
            await service.merge_villages(uow, [f"{township}999"], two.code, REASON)


async def test_a_closed_villages_code_and_name(county: Tenant) -> None:
    township = await villages.open_township(county)
    async with unit_of_work(county) as uow:
        village = await service.add_village(uow, township, "三苗树村", REASON)

        closed = await service.close_village(uow, village.code, "撤销批复")
        again = await service.add_village(uow, township, "三苗树村", REASON)

    assert closed.state == "closed"
    assert again.code == f"{township}901"  # a code is never given out twice, a name may come back


async def test_a_village_with_people_on_its_roll_is_not_closed(county: Tenant) -> None:
    village = await villages.sanmiaoshu(county)

    async with unit_of_work(county) as uow:
        with pytest.raises(VillageHasResidents) as refusal:
            await service.close_village(uow, village.code, REASON)

    assert refusal.value.facts == {"name": "三苗树村", "residents": 532}


async def test_villages_are_found_by_part_of_the_name_and_by_pinyin_initials(
    county: Tenant,
) -> None:
    rows = [(row.code, row.name) for row in catalogue.villages("150523")]
    towns = [(row.code, row.name) for row in catalogue.townships("150523")]
    async with unit_of_work(county) as uow:
        await service.seed_divisions(uow, towns, rows)

    async with unit_of_work(county) as uow:
        by_name = await service.list_villages(uow, search="嘎郎吐")
        by_sound = await service.list_villages(uow, search="JRGL")
        literal = await service.list_villages(uow, search="%")
        one_township = await service.list_villages(uow, township_code="150523108", first=100)
        pages = [
            await service.list_villages(uow, after=after, first=100)
            for after in (None, rows[99][0], rows[199][0])
        ]

    assert [row.name for row in by_name] == ["吉日嘎郎吐嘎查"]
    assert [row.name for row in by_sound] == ["吉日嘎郎吐嘎查"]
    assert list(literal) == []
    assert {row.township_code for row in one_township} == {"150523108"}
    assert [row.code for page in pages for row in page] == [code for code, _ in rows]


async def test_an_unknown_village_is_not_found(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(UnknownVillage):
            await service.find_village(uow, "150523108200")
