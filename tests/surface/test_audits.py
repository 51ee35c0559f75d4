"""The audits of GraphQL over HTTP (npm graphql-http), run by Chromium against a web process."""

import hashlib
from pathlib import Path

import httpx
import pytest
from graphql import get_introspection_query
from starlette.routing import WebSocketRoute

from infra.settings import settings
from portals import app
from schema.schema import GRAPHQL
from tenants.registry import Tenant
from tests.chromium import launched
from tests.surface.process import Process

AUDITS = Path(__file__).parent / "vendor" / "graphql-http-audits.js"
DIGEST = "1409a20bc2bb9e5f41bb878930c8987d3c13c953af365bd5981d3bd415650d06"
RUN = """async (url) => {
  const results = await graphqlHttpAudits.auditServer({ url });
  return results.map((one) => [one.id, one.name, one.status, one.reason || '']);
}"""


def test_the_audits_are_those_of_the_package() -> None:
    assert hashlib.sha256(AUDITS.read_bytes()).hexdigest() == DIGEST


@pytest.mark.browser
async def test_all_audits_are_passed_on_the_audit_profile(county: Tenant, web: Process) -> None:
    async with launched() as browser:
        page = await browser.new_page(bypass_csp=True)
        await page.goto(f"{web.site}/healthz")
        await page.add_script_tag(content=AUDITS.read_text())
        results = await page.evaluate(RUN, f"{web.site}/{county.code}/graphql")

    assert [one for one in results if one[2] != "ok"] == []
    assert len(results) == 61


async def test_the_whole_schema_can_be_asked_for_on_the_audit_profile(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    """Tools begin with it: a schema that has outgrown MOST_INTROSPECTED shuts them out."""
    body = {"query": get_introspection_query(input_value_deprecation=True)}

    answer = await client.post(f"/{county.code}/graphql", json=body)

    types = answer.json()["data"]["__schema"]["types"]
    assert {one["name"] for one in types} == set(GRAPHQL.type_map)


@pytest.mark.parametrize("accept", ["application/json", "*/*", None])
async def test_what_a_browser_always_sends_may_be_left_out(
    county: Tenant, web: Process, accept: str | None
) -> None:
    """Chromium adds Accept and Content-Type to what it sends; these leave them out."""
    address = f"{web.site}/{county.code}/graphql"
    async with httpx.AsyncClient() as client:
        del client.headers["accept"]
        headers = {"accept": accept} if accept else {}
        body = b'{"query": "{ __typename }"}'
        typed = {**headers, "content-type": "application/json"}
        answer = await client.post(address, content=body, headers=typed)
        untyped = await client.post(address, content=body, headers=headers)

    assert (answer.status_code, answer.json()) == (200, {"data": {"__typename": "Query"}})
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert untyped.status_code == 415


async def test_changes_by_get_are_refused_and_other_profiles_take_no_get_at_all(
    client: httpx.AsyncClient, county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/{county.code}/graphql"
    out = {"query": 'mutation { signOut(idempotencyKey: "1") { __typename } }'}
    asked = {"query": "query Q($n: String!) { __type(name: $n) { name } }", "variables": "{}"}

    refused = await client.get(address, params=out)
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    for wrong in ("1", "[", "[[" * 50, '{"n": "\\u0000"}', '"' + "x" * 50_000):
        told = await client.get(address, params={**asked, "variables": wrong})
        assert 400 <= told.status_code < 500
    for profile in ("demo", "production"):
        monkeypatch.setattr(settings(), "profile", profile)
        assert (await client.get(address, params=asked)).status_code == 405


@pytest.mark.parametrize("protocol", ["graphql-ws", "graphql-transport-ws"])
async def test_no_websocket_is_opened(client: httpx.AsyncClient, protocol: str) -> None:
    """The legacy protocol let strangers past authentication in Strawberry (CVE-2026-35523)."""
    handshake = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-protocol": protocol,
    }

    answer = await client.get("/150000/graphql", headers=handshake)

    assert answer.status_code == 405


def test_the_application_has_no_route_for_websockets() -> None:
    kinds = {type(route) for route in app.build().routes}

    assert not any(issubclass(kind, WebSocketRoute) for kind in kinds)
