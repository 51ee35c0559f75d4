"""What an account may do follows the roll: offices, departures, merged villages."""

from uuid import UUID

import pytest

from infra.ids import new_id
from services.people import service
from services.people.ending import TermEnd
from services.people.errors import ResidentNotLiving
from services.people.roll.template import workbook
from services.people.samples import ELECTION
from services.people.tasks import sync_roles
from services.people.workflow import Office
from tenants import accounts
from tenants.jobs import Job
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages
from tests.factories.villages import MadeVillage

SOURCE = "选举结果报告单第 3 号"


@pytest.fixture
async def village(county: Tenant) -> MadeVillage:
    return await villages.sanmiaoshu(county)


async def with_account(county: Tenant, village: MadeVillage, name: str) -> UUID:
    """Open the account of a resident by the phone on the roll, and return the resident."""
    async with unit_of_work(county) as uow:
        people = await service.list_residents(uow, village.code)
        [person] = [person for person in people if person.name == name]
        phone = service.phone_of(person)
        assert phone is not None
        await service.open_account(uow, person, phone, phone_verified=True)
    return person.id


async def roles(county: Tenant, resident_id: UUID) -> set[tuple[str, str]]:
    async with unit_of_work(county) as uow:
        account = await accounts.find_for_resident(uow, resident_id)
        assert account is not None
        held = (await accounts.load_holdings(uow, [account.id])).get(account.id, ())
    return {(one.role.value, one.place) for one in held}


async def test_an_office_brings_its_role_and_takes_it_along(
    county: Tenant, village: MadeVillage
) -> None:
    person = await with_account(county, village, "代表01")
    home = village.code
    assert await roles(county, person) == {("villager", home), ("representative", home)}

    async with unit_of_work(county) as uow:
        term = await service.record_term(uow, person, Office.CLERK, source=SOURCE)
    assert ("clerk", home) in await roles(county, person)

    async with unit_of_work(county) as uow:
        await service.end_term(uow, term.id, reason=TermEnd.RESIGNED)
    assert await roles(county, person) == {("villager", home), ("representative", home)}


async def test_an_office_that_came_with_a_roll_brings_its_role(
    county: Tenant, village: MadeVillage
) -> None:
    person = await with_account(county, village, "居民0050")
    async with unit_of_work(county) as uow:
        [resident] = (await service.load_residents(uow, [person])).values()
        [home] = (await service.load_households(uow, [resident.household_id])).values()
        [group] = (await service.load_groups(uow, [home.group_id])).values()
        row = [group.name, home.number, "居民0050", "居民0050", *[""] * 4, "党员", ""]
        seen = await service.preview_roll(uow, village.code, workbook([row]), "名册.xlsx")
        await service.import_roll(uow, village.code, seen.upload_id, ELECTION)

    assert await roles(county, person) == {
        ("villager", village.code),
        ("party_member", village.code),
    }


@pytest.mark.parametrize("state", ["moved", "died"])
async def test_who_leaves_the_roll_loses_every_role(
    county: Tenant, village: MadeVillage, state: str
) -> None:
    person = await with_account(county, village, "代表01")

    async with unit_of_work(county) as uow:
        home = (await service.load_residents(uow, [person]))[person].household_id
        members = (await service.load_residents_of_households(uow, [home]))[home]
        left = await service.record_departure(
            uow,
            person,
            state,  # type: ignore[arg-type]
            service.Entry("户主申报"),
            head_id=members[1].id,
        )

    assert left.state == state
    assert await roles(county, person) == set()
    async with unit_of_work(county) as uow:
        assert len(await service.roster(uow, village.code, "representatives_only")) == 16
        assert await service.find_resident_by_phone(uow, service.phone_of(left) or "") is None
        with pytest.raises(ResidentNotLiving):
            await service.record_term(uow, person, Office.CLERK, source=SOURCE)
        with pytest.raises(ResidentNotLiving):
            await service.issue_claim_slip(uow, person)


async def test_roles_move_with_a_merged_village(county: Tenant, village: MadeVillage) -> None:
    officer = await with_account(county, village, "代表01")
    villager = await with_account(county, village, "居民0050")
    async with unit_of_work(county) as uow:
        heir = await service.add_village(uow, village.code[:9], "吉日嘎郎吐嘎查", "恢复建制")
        await service.merge_villages(uow, [village.code], heir.code, "合并批复")

    # The office ends in the same transaction; the rest of the roll follows in a job.
    assert await roles(county, officer) == {("villager", heir.code)}
    await sync_roles(Job(county, new_id(), "people.sync_roles"), village_code=heir.code)
    assert await roles(county, villager) == {("villager", heir.code)}
