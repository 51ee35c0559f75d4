"""A resident claims an account by the phone on the roll or by a printed slip, once."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from infra import clock
from infra.ids import new_id
from services.people import service
from services.people.errors import SlipExpired, SlipRefused, UnknownResident
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import villages
from tests.factories.villages import MadeVillage


@pytest.fixture
async def village(county: Tenant) -> MadeVillage:
    return await villages.sanmiaoshu(county)


async def somebody(county: Tenant, village: MadeVillage) -> UUID:
    async with unit_of_work(county) as uow:
        people = await service.list_residents(uow, village.code)
        return next(person.id for person in people if person.name == "代表02")


async def slip_for(county: Tenant, resident_id: UUID) -> str:
    async with unit_of_work(county) as uow:
        return await service.issue_claim_slip(uow, resident_id)


async def test_a_resident_is_found_by_phone_however_it_is_typed(
    county: Tenant, village: MadeVillage
) -> None:
    async with unit_of_work(county) as uow:
        found = await service.find_resident_by_phone(uow, "+86 199 0000 0001")
        assert found is not None
        assert service.phone_of(found) == "19900000001"
        assert await service.find_resident_by_phone(uow, "19900009999") is None
        assert await service.find_resident_by_phone(uow, "110") is None


async def test_a_phone_is_not_readable_in_the_table(county: Tenant, village: MadeVillage) -> None:
    async with unit_of_work(county) as uow:
        rows = (await uow.session.execute(text("SELECT r::text FROM resident r"))).scalars().all()
        uploads = (
            (await uow.session.execute(text("SELECT u::text FROM roll_upload u"))).scalars().all()
        )

    assert len(rows) == 532
    assert not [row for row in (*rows, *uploads) if "1990000" in row]


async def test_a_slip_opens_once(county: Tenant, village: MadeVillage) -> None:
    resident_id = await somebody(county, village)
    code = await slip_for(county, resident_id)

    async with unit_of_work(county) as uow:
        redeemed = await service.redeem_slip(uow, f" {code.lower().replace('-', ' ')} ")

    assert redeemed.id == resident_id
    assert len(code) == 14
    async with unit_of_work(county) as uow:
        with pytest.raises(SlipRefused):
            await service.redeem_slip(uow, code)


async def test_a_slip_used_by_many_at_once_opens_for_one(
    county: Tenant, village: MadeVillage
) -> None:
    code = await slip_for(county, await somebody(county, village))

    async def redeem() -> UUID:
        async with unit_of_work(county) as uow:
            return (await service.redeem_slip(uow, code)).id

    outcomes = await asyncio.gather(*(redeem() for _ in range(6)), return_exceptions=True)

    assert sum(isinstance(outcome, UUID) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, SlipRefused) for outcome in outcomes) == 5


async def test_a_new_slip_makes_the_old_one_worthless(county: Tenant, village: MadeVillage) -> None:
    resident_id = await somebody(county, village)
    old = await slip_for(county, resident_id)
    new = await slip_for(county, resident_id)

    async with unit_of_work(county) as uow:
        with pytest.raises(SlipRefused):
            await service.redeem_slip(uow, old)
        assert (await service.redeem_slip(uow, new)).id == resident_id


async def test_a_slip_lasts_thirty_days(county: Tenant, village: MadeVillage) -> None:
    code = await slip_for(county, await somebody(county, village))

    with clock.at(clock.now() + timedelta(days=30, seconds=1)):
        async with unit_of_work(county) as uow:
            with pytest.raises(SlipExpired):
                await service.redeem_slip(uow, code)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA", "'; DROP TABLE claim_slip", "0" * 5000])
async def test_a_wrong_code_is_refused(county: Tenant, code: str) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(SlipRefused):
            await service.redeem_slip(uow, code)


async def test_a_slip_of_another_county_is_refused(
    county: Tenant, other_county: Tenant, village: MadeVillage
) -> None:
    code = await slip_for(county, await somebody(county, village))

    async with unit_of_work(other_county) as uow:
        with pytest.raises(SlipRefused):
            await service.redeem_slip(uow, code)


async def test_the_code_itself_is_not_stored(county: Tenant, village: MadeVillage) -> None:
    code = await slip_for(county, await somebody(county, village))

    async with unit_of_work(county) as uow:
        rows = (await uow.session.execute(text("SELECT s::text FROM claim_slip s"))).scalars().all()
    assert len(rows) == 1
    assert code.replace("-", "") not in rows[0]
    assert code not in rows[0]


async def test_a_slip_of_somebody_who_left_is_refused(county: Tenant, village: MadeVillage) -> None:
    resident_id = await somebody(county, village)
    code = await slip_for(county, resident_id)

    async with unit_of_work(county) as uow:
        home = (await service.load_residents(uow, [resident_id]))[resident_id].household_id
        heir = (await service.load_residents_of_households(uow, [home]))[home][1].id
        entry = service.Entry("迁往外县")
        await service.record_departure(uow, resident_id, "moved", entry, head_id=heir)
        with pytest.raises(SlipRefused):
            await service.redeem_slip(uow, code)


async def test_a_stranger_gets_no_slip(county: Tenant) -> None:
    async with unit_of_work(county) as uow:
        with pytest.raises(UnknownResident):
            await service.issue_claim_slip(uow, new_id())


async def test_a_slip_can_be_printed_again_from_its_id(
    county: Tenant, other_county: Tenant, village: MadeVillage
) -> None:
    resident_id = await somebody(county, village)
    async with unit_of_work(county) as uow:
        slip = await service.make_claim_slip(uow, resident_id)

    first, again = (service.slip_code(county.code, slip.id) for _ in range(2))

    assert first == again
    assert first != service.slip_code(other_county.code, slip.id)
    async with unit_of_work(county) as uow:
        assert (await service.redeem_slip(uow, first)).id == resident_id
