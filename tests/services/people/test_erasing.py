"""Who left is forgotten in time or on request; what was counted and proved before still holds."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from infra import clock
from services.people import service
from services.people.errors import ErasureTooEarly, ResidentErased, ResidentOnRoll
from services.people.roll import history
from tenants import accounts
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.people.rolling import Rolled, entry, open_villages


@pytest.fixture
async def roll(county: Tenant) -> Rolled:
    return await open_villages(county)


async def test_who_is_on_the_roll_is_not_erased_nor_too_early(roll: Rolled) -> None:
    man, heir = await roll.ids("王五", "赵六")
    async with unit_of_work(roll.county) as uow:
        with pytest.raises(ResidentOnRoll):
            await service.erase_resident(uow, man, "县民发〔2026〕1 号")
        await service.record_departure(uow, man, "died", entry(), head_id=heir)
        with pytest.raises(ErasureTooEarly):
            await service.erase_resident(uow, man)


@pytest.mark.parametrize(("days", "document"), [(0, "申请书 2026-7"), (3 * 366, "")])
async def test_what_is_held_goes_and_the_proofs_stay(
    roll: Rolled, days: int, document: str
) -> None:
    man, heir = await roll.ids("王五", "赵六")
    before = clock.today()
    async with unit_of_work(roll.county) as uow:
        person = (await service.load_residents(uow, [man]))[man]
        account = await service.open_account(uow, person, "13812345679", phone_verified=True)
        await service.ask_correction(uow, man, "name", "王伍", "写错了")
        await uow.session.flush()
        on_the_day = await service.roll_on(uow, roll.code, before)
        adults = (await service.assembly_base(uow, roll.code, before)).adults
        assert man in adults
    with clock.at(clock.now() + timedelta(days=1)):
        async with unit_of_work(roll.county) as uow:
            await service.record_departure(uow, man, "moved", entry(), head_id=heir)

    with clock.at(clock.now() + timedelta(days=1 + days)):
        async with unit_of_work(roll.county) as uow:
            await service.erase_resident(uow, man, document)
        async with unit_of_work(roll.county) as uow:
            with pytest.raises(ResidentErased):
                await service.erase_resident(uow, man, document)

    async with unit_of_work(roll.county) as uow:
        gone = (await service.load_residents(uow, [man]))[man]
        closed = await accounts.find(uow, account.id)
        kept = await uow.session.execute(
            text(
                "SELECT to_jsonb(resident)::text FROM resident WHERE id = :man UNION ALL"
                " SELECT to_jsonb(account)::text FROM account WHERE resident_id = :man UNION ALL"
                " SELECT to_jsonb(roll_reason)::text FROM roll_reason"
            ),
            {"man": man},
        )
        words = " ".join(row[0] for row in kept)
        requests = await service.list_corrections(uow, resident_id=man)
        events = await service.list_events(uow, resident_id=man)
        reasons = await service.load_reasons(uow, [one.id for one in events])
        assert await service.roll_on(uow, roll.code, before) == on_the_day

    assert (gone.name, gone.birth_date, gone.phone_index, closed.state) == (
        "已删除",
        None,
        None,
        "disabled",
    )
    assert "王五" not in words
    assert "户主申报" not in words
    assert requests == []
    assert [one.act for one in events] == ["moved_out", "imported"]
    assert events[0].id not in reasons
    assert len(events[0].commitment) == 64  # whoever kept salt and words can still show them
    assert history.commitment("", "") != events[0].commitment
