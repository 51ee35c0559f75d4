"""Offices begin and end by a named source; art. 11, 25 and 32 of the Organic Law hold."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from infra import clock
from infra.ids import new_id
from services.people import service
from services.people.ending import TermEnd
from services.people.errors import (
    DayInFuture,
    ElectionRecordNeeded,
    ElectiveOffice,
    HouseholdRepresentedTwice,
    NotARepresentative,
    OfficeHeld,
    OfficesIncompatible,
    OfficeTaken,
    RepresentativeHouseholds,
    SourceNeeded,
    TermDaysWrong,
    UnknownBody,
    UnknownHousehold,
    UnknownResident,
    UnknownTerm,
)
from services.people.models import OfficeTerm
from services.people.service import elected
from services.people.service.elected import Seat
from services.people.workflow import ROLE_OF_OFFICE, Office
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.factories import villages
from tests.factories.villages import MadeVillage

VOTE = date(2026, 1, 5)
SOURCE = "2026 年选举结果报告单第 3 号"


@pytest.fixture
async def village(county: Tenant) -> MadeVillage:
    return await villages.sanmiaoshu(county)


async def person(uow: UnitOfWork, village: MadeVillage, name: str) -> UUID:
    people = await service.list_residents(uow, village.code)
    [found] = [resident.id for resident in people if resident.name == name]
    return found


async def term(uow: UnitOfWork, village: MadeVillage, name: str, office: Office) -> OfficeTerm:
    terms = await service.offices_of(uow, await person(uow, village, name))
    [found] = [held for held in terms if held.office == office]
    return found


async def test_bodies_of_the_village_have_the_right_members(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        sizes = {
            body: len(await service.roster(uow, village.code, body))
            for body in (
                "party_branch_committee",
                "joint_committee",
                "party_members",
                "representatives_meeting",
                "representatives_only",
                "committee",
                "supervisory_board",
            )
        }
        seats = await service.roster(uow, village.code, "representatives_meeting")

    # The secretary is also the committee's director: five people make up the joint committee.
    assert sizes == {
        "party_branch_committee": 3,
        "joint_committee": 5,
        "party_members": 21,
        "representatives_meeting": 20,
        "representatives_only": 17,
        "committee": 3,
        "supervisory_board": 3,
    }
    assert [seat.capacity for seat in seats] == [
        *["representative"] * 17,
        "committee_director",
        *["committee_member"] * 2,
    ]


async def test_an_unknown_body_is_refused(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(UnknownBody):
            await service.roster(uow, "150523108900", "assembly_of_elders")


async def test_a_term_begins_with_its_source(county: Tenant, village: MadeVillage) -> None:
    async with unit_of_work(county) as uow:
        resident = await person(uow, village, "代表01")
        await service.record_term(
            uow, resident, Office.GROUP_HEAD, source=f" {SOURCE} ", since=VOTE, elected_on=VOTE
        )

    async with unit_of_work(county) as uow:
        held = await term(uow, village, "代表01", Office.GROUP_HEAD)
    assert (held.since, held.elected_on, held.until, held.source) == (VOTE, VOTE, None, SOURCE)


async def test_nobody_appoints_a_member_of_the_committee(
    county: Tenant, village: MadeVillage
) -> None:
    """Organic Law art. 11: only a vote seats them; who was chosen by a meeting names its day."""
    async with unit_of_work(county) as uow:
        resident = await person(uow, village, "代表01")
        with pytest.raises(ElectiveOffice) as refusal:
            await service.record_term(
                uow, resident, Office.COMMITTEE_MEMBER, source=SOURCE, elected_on=VOTE
            )
        with pytest.raises(ElectionRecordNeeded):
            await service.record_term(uow, resident, Office.SUPERVISOR, source=SOURCE)
        later = clock.today() + timedelta(days=1)
        with pytest.raises(DayInFuture):
            await service.record_term(
                uow, resident, Office.SUPERVISOR, source=SOURCE, elected_on=later
            )
        won = [Seat(resident, Office.COMMITTEE_MEMBER)]
        await elected.seat_elected(uow, village.code, won, source=SOURCE, since=VOTE)

    assert "第十一条" in refusal.value.message("zh")
    async with unit_of_work(county) as uow:
        held = await term(uow, village, "代表01", Office.COMMITTEE_MEMBER)
        seats = await service.roster(uow, village.code, "representatives_meeting")
    assert (held.since, held.elected_on, held.source) == (VOTE, VOTE, SOURCE)
    assert len(seats) == 20  # one who is both sits once


async def test_a_term_without_source_is_refused(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(SourceNeeded) as refusal:
            await service.record_term(uow, new_id(), Office.CLERK, source=" ")

    assert "第十一条" in refusal.value.message("zh")


async def test_a_supervisor_does_not_keep_the_books_even_without_an_account(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        supervisor = await person(uow, village, "监委03")
        clerk = await person(uow, village, "文书01")
        for who, office in ((supervisor, Office.CLERK), (clerk, Office.SUPERVISOR)):
            with pytest.raises(OfficesIncompatible):
                await service.record_term(uow, who, office, source=SOURCE)


async def test_a_supervisor_may_not_join_the_committee(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        supervisor = await person(uow, village, "监委03")
        member = await person(uow, village, "村委02")
        with pytest.raises(OfficesIncompatible) as refusal:
            await service.record_term(uow, supervisor, Office.COMMITTEE_MEMBER, source=SOURCE)
        with pytest.raises(OfficesIncompatible):
            await service.record_term(uow, member, Office.SUPERVISOR, source=SOURCE)

    assert refusal.value.code == "OFFICES_INCOMPATIBLE"
    assert "第三十二条" in refusal.value.message("zh")
    assert "article 32" in refusal.value.message("en")


async def test_a_supervisor_who_is_elected_leaves_the_board(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        held = await term(uow, village, "监委03", Office.SUPERVISOR)
        won = [Seat(held.resident_id, Office.COMMITTEE_MEMBER)]
        await elected.seat_elected(uow, village.code, won, source=SOURCE, since=clock.today())

    async with unit_of_work(county) as uow:
        assert len(await service.roster(uow, village.code, "supervisory_board")) == 2
        assert len(await service.roster(uow, village.code, "committee")) == 4


async def test_two_offices_barred_together_cannot_be_recorded_at_once(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        resident = await person(uow, village, "居民0050")

    async def record(office: Office) -> None:
        async with unit_of_work(county) as uow:
            await service.record_term(uow, resident, office, source=SOURCE, elected_on=VOTE)

    outcomes = await asyncio.gather(
        record(Office.CLERK), record(Office.SUPERVISOR), return_exceptions=True
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "NoneType",
        "OfficesIncompatible",
    ]


async def test_a_village_has_one_director(county: Tenant, village: MadeVillage) -> None:
    async with unit_of_work(county) as uow:
        resident = await person(uow, village, "居民0050")
        with pytest.raises(OfficeTaken) as refusal:
            await service.record_term(uow, resident, Office.COMMITTEE_DIRECTOR, source=SOURCE)

    assert refusal.value.message("zh").startswith("村委会主任 现由 党支部01 担任")


async def test_two_directors_cannot_be_recorded_at_once(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        await service.end_term(
            uow,
            (await term(uow, village, "党支部01", Office.COMMITTEE_DIRECTOR)).id,
            reason=TermEnd.RESIGNED,
        )
        people = [await person(uow, village, name) for name in ("居民0050", "居民0051")]

    async def record(resident: UUID) -> None:
        async with unit_of_work(county) as uow:
            won = [Seat(resident, Office.COMMITTEE_DIRECTOR)]
            await elected.seat_elected(uow, village.code, won, source=SOURCE, since=VOTE)

    outcomes = await asyncio.gather(*map(record, people), return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "OfficeTaken"]


async def test_an_office_is_not_recorded_twice(county: Tenant, village: MadeVillage) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(OfficeHeld):
            await service.record_term(
                uow, await person(uow, village, "党员01"), Office.PARTY_MEMBER, source=SOURCE
            )


async def test_a_probationary_member_of_the_party_has_no_vote_in_it(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        before = await service.roster(uow, village.code, "party_members")
        resident = await person(uow, village, "居民0050")
        await service.record_term(uow, resident, Office.PARTY_PROBATIONARY, source=SOURCE)
        after = await service.roster(uow, village.code, "party_members")

    assert after == before
    assert ROLE_OF_OFFICE[Office.PARTY_PROBATIONARY] is Role.VILLAGER


async def test_a_stranger_gets_no_office(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(UnknownResident):
            await service.record_term(uow, new_id(), Office.CLERK, source=SOURCE)


async def test_a_representative_who_left_frees_the_households(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        held = await term(uow, village, "代表01", Office.REPRESENTATIVE)
        before = await service.load_representations(uow, [held.resident_id])
        await service.end_term(uow, held.id, reason=TermEnd.RESIGNED)

    async with unit_of_work(county) as uow:
        after = await service.load_representations(uow, [held.resident_id])
        assert len(before[held.resident_id]) == 6
        assert after == {held.resident_id: []}
        assert len(await service.roster(uow, village.code, "representatives_only")) == 16


async def test_a_term_ends_once_and_not_before_it_began(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        held = await term(uow, village, "代表01", Office.REPRESENTATIVE)
        with pytest.raises(TermDaysWrong):
            await service.end_term(
                uow, held.id, held.since - timedelta(days=1), reason=TermEnd.RESIGNED
            )
        await service.end_term(uow, held.id, clock.today(), reason=TermEnd.RESIGNED)

    async with unit_of_work(county) as uow:
        with pytest.raises(UnknownTerm):
            await service.end_term(uow, held.id, reason=TermEnd.RESIGNED)


async def test_households_are_allotted_anew(county: Tenant, village: MadeVillage) -> None:
    async with unit_of_work(county) as uow:
        leaver = await term(uow, village, "代表01", Office.REPRESENTATIVE)
        await service.end_term(uow, leaver.id, reason=TermEnd.RESIGNED)
        heir = await person(uow, village, "代表05")
        await service.record_representation(uow, heir, [f"{n:03d}" for n in range(1, 13)])

    async with unit_of_work(county) as uow:
        links = (await service.load_representations(uow, [heir]))[heir]
        homes = await service.load_households(uow, [link.household_id for link in links])
    assert sorted(home.number for home in homes.values()) == [f"{n:03d}" for n in range(1, 13)]


@pytest.mark.parametrize("count", [4, 16])
async def test_a_representative_speaks_for_five_to_fifteen_households(
    county: Tenant, village: MadeVillage, count: int
) -> None:
    async with unit_of_work(county) as uow:
        resident = await person(uow, village, "代表01")
        with pytest.raises(RepresentativeHouseholds) as refusal:
            await service.record_representation(
                uow, resident, [f"{number:03d}" for number in range(1, count + 1)]
            )

    assert "第二十五条" in refusal.value.message("zh")


async def test_a_household_has_one_representative(county: Tenant, village: MadeVillage) -> None:
    async with unit_of_work(county) as uow:
        resident = await person(uow, village, "代表01")
        with pytest.raises(HouseholdRepresentedTwice):
            await service.record_representation(uow, resident, ["001", "002", "003", "004", "113"])
        with pytest.raises(UnknownHousehold):
            await service.record_representation(uow, resident, ["001", "002", "003", "004", "999"])
        with pytest.raises(NotARepresentative):
            await service.record_representation(
                uow, await person(uow, village, "党员01"), ["001"] * 5
            )
