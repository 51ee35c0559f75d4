"""What another site makes a visitor's browser send changes nothing; what our page sends does."""

import re
from collections.abc import Mapping

import httpx
import pytest
from starlette.requests import Request

from infra.settings import settings
from portals.kit.csrf import from_here
from tests.front import addresses, shapes, tables
from tests.front.conftest import Sign
from tests.front.shapes import HERE, JSON, SHAPES, Shape
from tests.portals.site import Browser, Village

REFUSALS = {400, 403, 404, 405, 415, 422}
ALONE = re.compile(r"/sign-out$")


def _token(html: str) -> str:
    found = re.search(r'name="csrf"[^>]*value="([^"]+)"', html)
    assert found
    return found[1]


@pytest.fixture(scope="session")
async def tokens(village: Village, sign: Sign) -> Mapping[str, str]:
    """The victim's own token, a neighbour's and a visitor's."""
    neighbour = await village.browser_of(village.villagers[2])
    return {
        "own": _token((await (await sign(village.villagers[1])).open("/my/say")).html),
        "neighbour": _token((await neighbour.open("/my/say")).html),
        "visitor": _token((await Browser(village.county.code).open("/sign-in")).html),
        "none": "",
    }


async def _sent(
    shape: Shape, village: Village, victim: Browser, tokens: Mapping[str, str]
) -> httpx.Response:
    token = tokens.get(shape.token, shape.token)
    body, kind = shapes.content(shape, token, village.code)
    headers = {name: tokens.get(one, one) for name, one in shape.headers.items()}
    query = {name: tokens.get(one, one) for name, one in shape.query.items()}
    request = victim.client.build_request(
        shape.method,
        victim.home + shape.path,
        params=query,
        headers={**headers, **({"Content-Type": kind} if kind else {})},
        content=body if shape.method != "HEAD" else None,
    )
    return await victim.client.send(request, follow_redirects=False)


def test_there_are_enough_shapes_and_each_has_a_name() -> None:
    assert len({one.name for one in SHAPES}) == len(SHAPES) >= 40


async def test_no_foreign_request_changes_anything(
    village: Village, sign: Sign, tokens: Mapping[str, str]
) -> None:
    victim = await sign(village.villagers[1])
    before = await tables.state(village.county)

    answers = {one.name: await _sent(one, village, victim, tokens) for one in SHAPES}

    statuses = {name: one.status_code for name, one in answers.items()}
    assert {name: one for name, one in statuses.items() if one >= 500} == {}
    shown = {one.name for one in SHAPES if one.method in {"GET", "HEAD"}}
    assert {
        name: one
        for name, one in statuses.items()
        if one not in REFUSALS and not (name in shown and one == 200)
    } == {}
    assert await tables.state(village.county) == before


async def test_nothing_changes_by_opening_any_address(village: Village, sign: Sign) -> None:
    known = await addresses.pools(village)
    browsers = [await sign("党支部01"), await sign(village.villagers[1])]
    before = await tables.state(village.county)

    for browser in browsers:
        for route in addresses.routes("GET"):
            address = next(addresses.filled(route.path, known))
            answer = await browser.client.get(address, follow_redirects=False)
            assert answer.status_code < 500, address

    assert await tables.state(village.county) == before


async def test_every_form_is_refused_without_its_token(village: Village, sign: Sign) -> None:
    known = await addresses.pools(village)
    browser = await sign("党支部01")
    before = await tables.state(village.county)

    for route in addresses.routes("POST"):
        for path in addresses.filled(route.path, known):
            if path.endswith("/graphql"):
                continue
            answer = await browser.client.post(path, data={"csrf": "0" * 80, "key": "x"})
            assert answer.status_code == 403, path

    assert await tables.state(village.county) == before


@pytest.fixture
def https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "secure_cookies", True)


def _asked(origin: str, host: str = "mingbai.example") -> Request:
    headers = [(b"host", host.encode()), (b"origin", origin.encode())]
    return Request({"type": "http", "headers": headers, "method": "POST", "path": "/"})


@pytest.mark.usefixtures("https")
async def test_a_page_of_this_host_without_tls_is_another_site() -> None:
    assert from_here(_asked("https://mingbai.example"))
    assert not from_here(_asked("http://mingbai.example"))


async def test_a_request_without_a_host_is_from_nowhere() -> None:
    assert not from_here(_asked("null", ""))


async def test_what_our_own_page_sends_is_done(
    village: Village, sign: Sign, tokens: Mapping[str, str]
) -> None:
    victim = await sign(village.villagers[1])
    before = await tables.state(village.county)

    own = Shape("own", headers={"Origin": HERE, "Sec-Fetch-Site": "same-origin"}, token="own")
    answer = await _sent(own, village, victim, tokens)
    by_api = Shape("own", "/graphql", headers={"Origin": HERE}, body=JSON)
    api = await _sent(by_api, village, victim, tokens)

    assert answer.status_code == 303
    assert api.status_code == 200, api.text
    assert api.json()["data"]["opinionSubmit"]["errors"] == []
    after = await tables.state(village.county)
    assert after["opinion"] != before["opinion"]
