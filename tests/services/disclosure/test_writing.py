"""What is written about bulletins has its limit in the services."""

from collections.abc import Awaitable
from typing import Any

import pytest

from infra import clock
from infra.ids import new_id
from infra.texts import ListTooLong, TextTooLong, TextUnreadable
from services.disclosure import service
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work
from tests.services.disclosure.conftest import CHECKER, MAKER, Draft
from tests.services.disclosure.steps import publish


def every_verb(uow: UnitOfWork, bulletin: Any, note: str, title: str) -> list[Awaitable[object]]:
    receipt = {"photo": b"", "board": title, "posted_at": clock.now()}
    return [
        service.withdraw(uow, bulletin, note),
        service.correct(uow, bulletin, {}, note),
        service.correct_fields(uow, bulletin, {"text": "好"}, note),
        service.correct_fields(uow, bulletin, {title: "好"}, "写错"),
        service.post_receipt(uow, bulletin, **receipt),  # type: ignore[arg-type]
        service.ask(uow, bulletin, note),
    ]


async def test_a_text_that_is_too_long_or_unreadable_is_refused(
    county: Tenant, draft: Draft
) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    async with unit_of_work(county, CHECKER) as uow:
        for call in every_verb(uow, bulletin, "字" * 1001, "字" * 101):
            with pytest.raises(TextTooLong):
                await call
        for call in every_verb(uow, bulletin, "好\0吗", "好\ud800吗"):
            with pytest.raises(TextUnreadable):
                await call
        with pytest.raises(TextTooLong):
            await service.correct_fields(uow, bulletin, {"text": "字" * 5001}, "写错")
        with pytest.raises(ListTooLong):
            many = {f"text{number}": "好" for number in range(101)}
            await service.correct_fields(uow, new_id(), many, "写错")


async def test_a_correction_taken_back_makes_room_for_another(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    for text in ("改一次", "再改一次"):
        async with unit_of_work(county, MAKER) as uow:
            correction = await service.correct_fields(uow, bulletin, {"text": text}, "写错")
        await publish(county, correction.id)
        async with unit_of_work(county, CHECKER) as uow:
            await service.withdraw(uow, correction.id, "又写错")

    async with unit_of_work(county, MAKER) as uow:
        last = await service.correct_fields(uow, bulletin, {"text": "第三次"}, "写错")
    await publish(county, last.id)
    async with unit_of_work(county) as uow:
        assert (await service.load_corrections(uow, [bulletin]))[bulletin].id == last.id


async def test_a_question_whose_answer_is_taken_back_waits_for_another(
    county: Tenant, draft: Draft
) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    async with unit_of_work(county, MAKER) as uow:
        question = await service.ask(uow, bulletin, "水表谁出钱？")
        first = await service.answer(uow, question.id, "村民出。")
        about = first.answer_bulletin_id
        assert about is not None
    async with unit_of_work(county, CHECKER) as uow:
        await service.withdraw(uow, about, "答错了")
        assert (await service.load_questions(uow, [question.id]))[question.id].state == "received"
        again = await service.answer(uow, question.id, "上级资金出。")
    assert again.answer_bulletin_id not in {None, about}
