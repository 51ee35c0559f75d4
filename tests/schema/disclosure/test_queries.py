"""The public sees what is published, officials also what waits for them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from infra import clock
from infra.database import app_engine
from services.disclosure import service
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.disclosure.asking import answer, ask, bulletin_id, global_id, official, public
from tests.services.disclosure.conftest import CHECKER, Draft
from tests.services.disclosure.steps import NOON, publish, read

LIST = """
query($first: Int, $after: String, $code: String) {
  bulletins(first: $first, after: $after, divisionCode: $code) {
    edges { node {
      id title kind number files { format path } receipts { board }
      questions { text } correctedBy { id }
    } }
    pageInfo { hasNextPage endCursor }
  }
}"""
ONE = """
query($id: ID!) {
  bulletin(id: $id) {
    state title codePrinted facts { label text } counts { label value }
    derivation { text met citation } rail { label state on }
    texts { channel } preview { sms loudspeaker } qrSvg correctable { field before }
  }
}"""


async def test_anybody_reads_a_published_bulletin(county: Tenant, draft: Draft) -> None:
    with clock.at(NOON):
        key = await draft()
        await publish(county, key)

    found = (await answer(public(county), ONE, id=bulletin_id(key)))["bulletin"]

    assert found["state"] == "PUBLISHED"
    assert found["title"] == "安装与改造自来水工程"
    assert {"label": "预算", "text": "186,400.00 元"} in found["facts"]
    assert {"label": "同意", "value": 17} in found["counts"]
    assert found["derivation"] == [{"text": "17·3 ≥ 17·2", "met": True, "citation": "四权四制"}]
    assert found["rail"] == [{"label": "Posted", "state": "now", "on": "2026-11-22"}]
    assert {"field": "budget_fen", "before": "18640000"} in found["correctable"]
    assert found["qrSvg"].startswith("<svg")
    assert found["texts"] == []
    assert found["preview"] is None


async def test_the_newest_is_what_was_published_last_whenever_it_was_drafted(
    county: Tenant, draft: Draft
) -> None:
    first, second, third = [await draft() for _ in range(3)]
    for number, key in enumerate((second, third, first)):
        with clock.at(NOON + timedelta(hours=number)):
            await publish(county, key)

    newest = (await answer(public(county), LIST, first=2))["bulletins"]
    after = newest["pageInfo"]["endCursor"]
    older = (await answer(public(county), LIST, first=2, after=after))["bulletins"]

    shown = [edge["node"]["id"] for edge in [*newest["edges"], *older["edges"]]]
    assert shown == [bulletin_id(key) for key in (first, third, second)]


async def test_the_list_pages_and_is_cut_by_division(
    county: Tenant, village: str, draft: Draft
) -> None:
    keys = [await draft() for _ in range(2)]
    for key in keys:
        await publish(county, key)

    first = (await answer(public(county), LIST, first=1))["bulletins"]
    cursor = first["pageInfo"]["endCursor"]
    second = (await answer(public(county), LIST, first=1, after=cursor))["bulletins"]
    none = (await answer(public(county), LIST, first=9, code="999999"))["bulletins"]

    assert [edge["node"]["id"] for edge in first["edges"]] == [bulletin_id(keys[1])]
    assert first["pageInfo"]["hasNextPage"] is True
    assert [edge["node"]["id"] for edge in second["edges"]] == [bulletin_id(keys[0])]
    assert second["pageInfo"]["hasNextPage"] is False
    assert none["edges"] == []
    code = (await read(county, keys[1])).code
    assert first["edges"][0]["node"]["files"][0]["path"] == f"/{county.code}/c/{code}/a3.pdf"
    assert (
        len((await answer(public(county), LIST, first=9, code=village[:9]))["bulletins"]["edges"])
        == 2
    )


async def statements(county: Tenant) -> int:
    seen: list[str] = []

    def note(*arguments: Any) -> None:
        seen.append(arguments[2])

    engine = app_engine().sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        await answer(public(county), LIST, first=50)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)


async def test_a_longer_list_needs_no_more_statements(county: Tenant, draft: Draft) -> None:
    await publish(county, await draft())
    one = await statements(county)
    for _ in range(2):
        await publish(county, await draft())

    assert await statements(county) == one


@pytest.mark.parametrize("form", ["bulletin", "node"])
async def test_a_draft_is_there_only_for_those_who_handle_it(
    county: Tenant, village: str, draft: Draft, form: str
) -> None:
    key = await draft("proposal")
    document = f"query($id: ID!) {{ {form}(id: $id) {{ id }} }}"
    inside = official(county, Permission.BULLETIN_APPROVE, place=village)
    outside = official(county, Permission.BULLETIN_APPROVE, place=f"{county.code}999")
    other = official(county, Permission.MATTER_READ)

    for viewer in (public(county), outside, other):
        assert await answer(viewer, document, id=bulletin_id(key)) == {form: None}
    found = await answer(inside, document, id=bulletin_id(key))
    assert found == {form: {"id": bulletin_id(key)}}


async def test_a_bulletin_is_found_by_the_code_as_it_is_printed(
    county: Tenant, draft: Draft
) -> None:
    key = await draft()
    await publish(county, key)
    code = (await read(county, key)).code or ""
    document = "query($code: String!) { bulletinByCode(code: $code) { id codePrinted } }"
    printed = f"{code[:4]} {code[4:8]} {code[8:]}"

    found = await answer(public(county), document, code=printed)
    missing = await answer(public(county), document, code="000000000000")

    assert found == {"bulletinByCode": {"id": bulletin_id(key), "codePrinted": printed}}
    assert missing == {"bulletinByCode": None}


async def test_a_withdrawn_bulletin_says_only_why(county: Tenant, draft: Draft) -> None:
    with clock.at(NOON):
        key = await draft()
        await publish(county, key)
        async with unit_of_work(county, CHECKER) as uow:
            await service.withdraw(uow, key, "金额写错")

    document = (
        "query($id: ID!) { bulletin(id: $id) { state reason facts { label } files { path } } }"
    )
    found = await answer(public(county), document, id=bulletin_id(key))
    assert found["bulletin"] == {
        "state": "WITHDRAWN",
        "reason": "金额写错",
        "facts": [],
        "files": [],
    }


async def test_the_desk_shows_drafts_of_the_viewers_places_with_a_preview(
    county: Tenant, village: str, draft: Draft
) -> None:
    key = await draft()
    document = """
      { bulletinDesk { edges { node { id preview { sms smsParts missingColumns } } } } }"""

    inside = await answer(official(county, Permission.BULLETIN_APPROVE, place=village), document)
    outside = await answer(official(county, Permission.BULLETIN_APPROVE, place="999"), document)
    refused = await ask(public(county), document)

    node = inside["bulletinDesk"]["edges"][0]["node"]
    assert node["id"] == bulletin_id(key)
    assert node["preview"]["smsParts"] == 1
    assert node["preview"]["missingColumns"] == []
    assert outside["bulletinDesk"]["edges"] == []
    assert refused.errors


async def test_questions_are_listed_for_those_who_answer(
    county: Tenant, village: str, draft: Draft
) -> None:
    key = await draft()
    await publish(county, key)
    async with unit_of_work(county) as uow:
        question = await service.ask(uow, key, "为什么？")
    document = "query($done: Boolean) { questions(answered: $done) { edges { node { id } } } }"
    inside = official(county, Permission.QUESTION_ANSWER, place=village)

    waiting = await answer(inside, document, done=False)
    done = await answer(inside, document, done=True)

    assert waiting["questions"]["edges"] == [{"node": {"id": global_id("Question", question.id)}}]
    assert done["questions"]["edges"] == []
