"""Ten minutes to take a bulletin back; the log keeps what it was told."""

from datetime import timedelta

import pytest

from infra import clock
from services.disclosure import service, tasks
from services.disclosure.errors import ReasonNeeded, TooLateToWithdraw
from services.transparency import service as transparency
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.disclosure.conftest import Draft
from tests.services.disclosure.steps import NOON, job, publish, read


async def test_a_bulletin_withdrawn_in_time_sends_no_text_and_verifies_as_superseded(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        await publish(county, bulletin)
    with clock.at(NOON + timedelta(minutes=9)):
        async with unit_of_work(county) as uow:
            await service.withdraw(uow, bulletin, "金额写错")
        await tasks.sign_head(job(county, "disclosure.sign_head"))

    code = (await read(county, bulletin)).code or ""
    async with unit_of_work(county) as uow:
        texts = (await service.load_texts(uow, [bulletin]))[bulletin]
        assert {text.state for text in texts} == {"cancelled"}
        assert await service.list_bulletins(uow) == []
        answer = await transparency.verify(uow, code)
        assert answer.result == "superseded"
    assert answer.newest is not None
    assert answer.newest.kind == "withdrawal"
    assert answer.newest.record["reason"] == "金额写错"


async def test_after_ten_minutes_it_is_too_late(county: Tenant, draft: Draft) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        await publish(county, bulletin)
    with clock.at(NOON + timedelta(minutes=10)):
        async with unit_of_work(county) as uow:
            with pytest.raises(TooLateToWithdraw):
                await service.withdraw(uow, bulletin, "金额写错")

    assert (await read(county, bulletin)).state == "published"


async def test_a_withdrawal_needs_a_reason(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    async with unit_of_work(county) as uow:
        with pytest.raises(ReasonNeeded):
            await service.withdraw(uow, bulletin, " ")
