"""Forms: the token, the limits, and errors in the order of the fields."""

import re

import httpx
import pytest

from portals.kit.forms import FORM_BYTES, Form
from portals.kit.language import N_


async def token(client: httpx.AsyncClient) -> str:
    page = await client.get("/styleguide?lang=zh")
    found = re.search(r'name="csrf" value="([0-9a-f]{80})"', page.text)
    assert found
    return found.group(1)


async def test_a_form_without_this_browsers_token_is_refused(client: httpx.AsyncClient) -> None:
    await token(client)

    assert (await client.post("/styleguide", data={"title": "井"})).status_code == 403
    stale = {"title": "井", "csrf": "0" * 80}
    assert (await client.post("/styleguide", data=stale)).status_code == 403


async def test_no_two_pages_carry_the_same_token(client: httpx.AsyncClient) -> None:
    first, second = await token(client), await token(client)

    assert first != second
    for one in (first, second):
        assert (await client.post("/styleguide", data={"csrf": one})).status_code == 422


async def test_a_token_of_another_browser_is_refused(client: httpx.AsyncClient) -> None:
    foreign = await token(client)
    client.cookies.clear()
    await token(client)

    assert (await client.post("/styleguide", data={"csrf": foreign})).status_code == 403


async def test_a_token_of_an_older_session_is_refused(client: httpx.AsyncClient) -> None:
    before = await token(client)
    client.cookies.set("session", "a new session after signing in")

    assert (await client.post("/styleguide", data={"csrf": before})).status_code == 403
    sent = await client.post("/styleguide", data={"csrf": await token(client)})
    assert sent.status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_form_from_another_site_is_refused_whatever_it_carries(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    data = {"csrf": await token(client), "title": "井", "budget": "1", "starts_on": "2026-3-18"}

    assert (await client.post("/styleguide", data=data, headers=headers)).status_code == 403
    own = {"Origin": "http://village.test", "Sec-Fetch-Site": "same-origin"}
    assert (await client.post("/styleguide", data=data, headers=own)).status_code == 303


async def test_an_oversized_form_is_refused(client: httpx.AsyncClient) -> None:
    data = {"csrf": await token(client), "title": "井" * FORM_BYTES}

    assert (await client.post("/styleguide", data=data)).status_code == 413


async def test_a_wrong_form_comes_back_with_what_was_typed(client: httpx.AsyncClient) -> None:
    data = {"csrf": await token(client), "title": "<b>井</b>", "budget": "十八万"}

    answer = await client.post("/styleguide?lang=en", data=data)

    assert answer.status_code == 422
    assert "<title>Problem: Styles" in answer.text
    assert 'value="&lt;b&gt;井&lt;/b&gt;"' in answer.text
    assert '<a href="#budget">Write a number, for example 186,400</a>' in answer.text
    assert 'href="#starts_on">Fill in: first day of work</a>' in answer.text


def test_readers_note_errors_in_order_and_return_values() -> None:
    form = Form(
        {
            "title": ["  打井 "],
            "budget": ["1.26万"],
            "people": ["0"],
            "when_date": ["2026-3-18"],
            "when_time": ["下午3点"],
            "kind": ["other"],
            "heard": ["party", "nobody"],
        }
    )

    assert form.text("title", N_("名称")) == "打井"
    assert form.money_fen("budget", N_("预算")) == 1260000
    assert form.integer("people", N_("户数"), least=1, most=900) == 0
    moment = form.moment("when", N_("会议"))
    assert moment is not None
    assert moment.isoformat() == "2026-03-18T15:00:00+08:00"
    assert form.choice("kind", N_("类型"), ["well", "road"]) == "other"
    assert form.choices("heard", N_("听过谁"), ["party", "reps"]) == ["party"]
    assert form.date("missing", N_("日期"), required=False) is None
    assert form.mobile("phone", N_("手机号")) == ""
    assert form.errors == {
        "people": "户数应在 1 到 900 之间",
        "kind": "请选择类型",
        "phone": "请填写手机号",
    }
    assert form.status == 422


def test_text_that_is_too_long_says_by_how_much() -> None:
    form = Form({"title": ["井" * 61]})

    form.text("title", N_("名称"), longest=60)

    assert form.errors == {"title": "名称最多 60 个字，现在有 61 个"}


def test_errors_of_a_mutation_land_at_their_fields() -> None:
    form = Form({"budget": ["1"], "starts_on": ["x"], "title": ["井"]})
    payload = {
        "errors": [
            {"path": ["input", "amountFen"], "message": "超过余额", "code": "TOO_MUCH"},
            {"path": ["input", "startsOn"], "message": "太早", "code": "TOO_EARLY"},
            {"path": [], "message": "会议已经结束", "code": "CLOSED"},
        ]
    }

    assert form.take_errors(payload, {"amountFen": "budget"})
    assert form.errors == {"budget": "超过余额", "starts_on": "太早", "": "会议已经结束"}
    assert not form.take_errors({"errors": []})
