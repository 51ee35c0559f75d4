"""Asking and answering through the API; an answer is public once it has been published."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from services.disclosure.models import Question
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.disclosure.asking import answer, bulletin_id, change, official, public
from tests.services.disclosure.conftest import Draft
from tests.services.disclosure.steps import publish

ASK = ("questionAsk", "QuestionAskInput")
ANSWER = ("questionAnswer", "QuestionAnswerInput")
READ = "query($id: ID!) { bulletin(id: $id) { questions { text answered answer } } }"


async def test_an_answer_is_public_once_somebody_else_has_approved_it(
    county: Tenant, village: str, draft: Draft
) -> None:
    key = await draft()
    await publish(county, key)
    villager = official(county, Permission.QUESTION_ASK, place=village)
    clerk = official(county, Permission.QUESTION_ANSWER, place=village)

    asked = await change(villager, *ASK, bulletinId=bulletin_id(key), text="谁出钱？")
    given = {"questionId": asked["question"]["id"], "text": "上级。"}
    answered = await change(clerk, *ANSWER, **given)
    again = await change(clerk, *ANSWER, **given)

    assert answered["errors"] == []
    assert again["errors"] == [{"code": "QUESTION_ANSWERED", "path": []}]
    expected = {"text": "谁出钱？", "answered": True, "answer": "上级。"}
    for viewer in (villager, clerk):
        shown = await answer(viewer, READ, id=bulletin_id(key))
        assert shown["bulletin"]["questions"] == [expected]
    shown = await answer(public(county), READ, id=bulletin_id(key))
    assert shown["bulletin"]["questions"] == [expected | {"answer": ""}]

    await publish(county, await answer_bulletin(county))
    shown = await answer(public(county), READ, id=bulletin_id(key))
    assert shown["bulletin"]["questions"] == [expected]


async def answer_bulletin(county: Tenant) -> UUID:
    async with unit_of_work(county) as uow:
        found = await uow.session.scalar(select(col(Question.answer_bulletin_id)))
    assert isinstance(found, UUID)
    return found


async def test_a_stranger_to_the_village_neither_asks_nor_answers(
    county: Tenant, village: str, draft: Draft
) -> None:
    key = await draft()
    await publish(county, key)
    villager = official(county, Permission.QUESTION_ASK, place=village)
    stranger = official(county, Permission.QUESTION_ASK, Permission.QUESTION_ANSWER, place="999")

    refused = await change(stranger, *ASK, bulletinId=bulletin_id(key), text="？")
    asked = await change(villager, *ASK, bulletinId=bulletin_id(key), text="谁出钱？")
    given = {"questionId": asked["question"]["id"], "text": "不知道。"}
    unanswered = await change(stranger, *ANSWER, **given)
    too_long = await change(villager, *ASK, bulletinId=bulletin_id(key), text="长" * 1001)

    assert refused["errors"] == [{"code": "UNKNOWN_BULLETIN", "path": []}]
    assert unanswered["errors"] == [{"code": "UNKNOWN_QUESTION", "path": []}]
    assert too_long["errors"] == [{"code": "TEXT_TOO_LONG", "path": ["input", "text"]}]
