"""A correction is a new bulletin that points to the old one and shows the difference."""

import pytest

from services.disclosure import service
from services.disclosure.errors import (
    AlreadyCorrected,
    MakerIsChecker,
    NothingChanged,
    ReasonNeeded,
    WrongBulletinState,
)
from services.transparency import service as transparency
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.services.disclosure.conftest import CONTENT, MAKER, Draft
from tests.services.disclosure.steps import publish, read

MENDED = {**CONTENT, "budget_fen": 18600000}


async def test_the_old_code_leads_to_the_correction_with_its_difference(
    county: Tenant, draft: Draft
) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    async with unit_of_work(county, MAKER) as uow:
        new = await service.correct(uow, bulletin, MENDED, "金额写错")
    await publish(county, new.id)

    old, new = await read(county, bulletin), await read(county, new.id)
    changed = [{"field": "budget_fen", "before": "18640000", "after": "18600000"}]
    assert (new.kind, new.corrects_id, new.difference) == ("correction", bulletin, changed)
    assert new.record["content"]["corrects"] == old.code
    async with unit_of_work(county) as uow:
        answer = await transparency.verify(uow, old.code or "")
        assert answer.result == "superseded"
        assert answer.newest is not None
        assert answer.newest.code == new.code
        assert (await transparency.verify(uow, new.code or "")).result == "genuine"
        poster = (await service.preview(uow, new.id)).poster
    assert poster["table"]["rows"] == [["预算", "186,400.00 元", "186,000.00 元"]]
    assert poster["facts"][0] == {"label": "为什么更正", "text": "金额写错"}


async def test_the_author_of_a_correction_may_not_approve_it(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    async with unit_of_work(county, MAKER) as uow:
        new = await service.correct(uow, bulletin, MENDED, "金额写错")
        with pytest.raises(MakerIsChecker):
            await service.approve_and_queue(uow, new.id)


async def test_a_correction_says_why_and_changes_something(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    async with unit_of_work(county, MAKER) as uow:
        with pytest.raises(ReasonNeeded):
            await service.correct(uow, bulletin, MENDED, "")
        with pytest.raises(NothingChanged):
            await service.correct(uow, bulletin, CONTENT, "没有")


async def test_a_bulletin_is_corrected_once_and_then_its_correction(
    county: Tenant, draft: Draft
) -> None:
    bulletin = await draft()
    async with unit_of_work(county, MAKER) as uow:
        with pytest.raises(WrongBulletinState):
            await service.correct(uow, bulletin, MENDED, "还没发布")
    await publish(county, bulletin)
    async with unit_of_work(county, MAKER) as uow:
        first = await service.correct(uow, bulletin, MENDED, "金额写错")
        with pytest.raises(AlreadyCorrected):
            await service.correct(uow, bulletin, {**CONTENT, "text": "别的"}, "又错")
    await publish(county, first.id)

    async with unit_of_work(county, MAKER) as uow:
        again = await service.correct(uow, first.id, {**MENDED, "executor": "合作社"}, "又错")
    assert [row["field"] for row in again.difference] == ["executor"]
