"""Villagers ask about a bulletin; an answer becomes a bulletin that somebody else approves."""

from datetime import UTC, datetime

import pytest

from infra import clock
from infra.errors import DomainError
from infra.ids import new_id
from infra.texts import TextTooLong
from services.disclosure import service
from services.disclosure.errors import (
    MakerIsChecker,
    QuestionAnswered,
    QuestionEmpty,
    UnknownQuestion,
    WrongBulletinState,
)
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.services.disclosure.conftest import MAKER, Draft
from tests.services.disclosure.steps import NOON, publish, read

VILLAGER = Actor(new_id(), new_id(), "居民0001")


async def test_a_question_is_due_in_five_days_and_its_answer_is_published(
    county: Tenant, draft: Draft
) -> None:
    with clock.at(NOON):
        bulletin = await draft()
        await publish(county, bulletin)
        async with unit_of_work(county, VILLAGER) as uow:
            question = await service.ask(uow, bulletin, " 水表谁出钱？ ")
        async with unit_of_work(county, MAKER) as uow:
            answered = await service.answer(uow, question.id, "上级资金里出，村民不出钱。")

    assert question.text == "水表谁出钱？"
    assert question.due_at == datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    assert answered.state == "answered"
    assert answered.answer_bulletin_id is not None
    about = await read(county, answered.answer_bulletin_id)
    assert about.title == "对“安装与改造自来水工程”提问的答复"
    assert about.record["content"]["answer"] == "上级资金里出，村民不出钱。"
    assert "居民0001" not in str(about.record)
    async with unit_of_work(county, MAKER) as uow:
        with pytest.raises(MakerIsChecker):
            await service.approve_and_queue(uow, about.id)


async def test_a_question_is_answered_once(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    async with unit_of_work(county, VILLAGER) as uow:
        question = await service.ask(uow, bulletin, "为什么？")
    async with unit_of_work(county, MAKER) as uow:
        await service.answer(uow, question.id, "因为。")
        with pytest.raises(QuestionAnswered):
            await service.answer(uow, question.id, "再说。")
        with pytest.raises(UnknownQuestion):
            await service.answer(uow, new_id(), "谁？")


async def test_only_what_is_published_can_be_asked_about(county: Tenant, draft: Draft) -> None:
    bulletin = await draft()
    async with unit_of_work(county, VILLAGER) as uow:
        with pytest.raises(WrongBulletinState):
            await service.ask(uow, bulletin, "为什么？")


@pytest.mark.parametrize(
    ("text", "refusal"), [("", QuestionEmpty), ("  ", QuestionEmpty), ("长" * 1001, TextTooLong)]
)
async def test_a_question_has_one_to_a_thousand_characters(
    county: Tenant, draft: Draft, text: str, refusal: type[DomainError]
) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    async with unit_of_work(county, VILLAGER) as uow:
        with pytest.raises(refusal):
            await service.ask(uow, bulletin, text)


async def test_officials_see_the_questions_of_their_places(
    county: Tenant, village: str, draft: Draft
) -> None:
    bulletin = await draft()
    await publish(county, bulletin)
    async with unit_of_work(county, VILLAGER) as uow:
        question = await service.ask(uow, bulletin, "为什么？")

    async with unit_of_work(county) as uow:
        listed = await service.list_questions(uow, prefixes=[village[:9]], state="received")
        assert [row.id for row in listed] == [question.id]
        assert await service.list_questions(uow, prefixes=[]) == []
        assert await service.list_questions(uow, prefixes=[f"{county.code}999"]) == []
        assert [q.id for q in (await service.load_questions_of(uow, [bulletin]))[bulletin]] == [
            question.id
        ]
