"""GraphQL over HTTP: who may ask what, in which form, and the status of every answer."""

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from schema import authentication, endpoint
from schema.authentication import viewer_of_session
from services.people import service as people
from tenants import api_tokens, provisioning, sessions
from tenants.authorization.permissions import Permission
from tenants.models import Account
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.tenants.people import person

MODERN, LEGACY = "application/graphql-response+json", "application/json"
METHODS = "query Methods { methods { key } }"
KNOWN = hashlib.sha256(METHODS.encode()).hexdigest()
SECRET = "{ matters { pageInfo { endCursor } } }"


async def graphql(request: Request) -> Response:
    if request.method == "POST":
        return await endpoint.post(request, {KNOWN: METHODS})
    return endpoint.use_post(request)


@pytest.fixture
async def client(server: None) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[Route("/{county}/graphql", graphql, methods=["GET", "POST"])])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://mingbai.test") as made:
        made.headers["accept"] = MODERN
        made.headers["accept-language"] = "en"
        yield made


async def post(
    client: httpx.AsyncClient, county: Tenant, body: object, **headers: str
) -> httpx.Response:
    data = body if isinstance(body, bytes) else orjson.dumps(body)
    shown = {"content-type": LEGACY} | {k.replace("_", "-"): v for k, v in headers.items()}
    return await client.post(f"/{county.code}/graphql", content=data, headers=shown)


def message(response: httpx.Response) -> str:
    [error] = response.json()["errors"]
    found: str = error["message"]
    return found


async def token_of(county: Tenant, account: Account, *permissions: Permission) -> str:
    """Return an API token of an account for these permissions in the village."""
    async with unit_of_work(county) as uow:
        session = await sessions.start(uow, account.id, second_factor=True)
    viewer = await viewer_of_session(county, session, "en")
    async with unit_of_work(county) as uow:
        place = [f"{county.code}104201"]
        _, text = await api_tokens.create(uow, viewer, "test", permissions, place, 30)
    return text


async def session_of(county: Tenant, account: Account) -> str:
    async with unit_of_work(county) as uow:
        token = await sessions.start(uow, account.id)
    return f"{authentication.session_cookie()}={token}"


async def bearer(county: Tenant) -> dict[str, str]:
    account = await person(county, "villager")
    return {"authorization": f"Bearer {await token_of(county, account, Permission.MATTER_READ)}"}


@pytest.mark.parametrize("accept", [MODERN, LEGACY, "*/*", f"{LEGACY};q=0.5, {MODERN}"])
async def test_a_persisted_operation_is_open_to_everybody(
    client: httpx.AsyncClient, county: Tenant, accept: str
) -> None:
    response = await post(client, county, {"documentId": f"sha256:{KNOWN}"}, accept=accept)

    assert response.status_code == 200
    assert {method["key"] for method in response.json()["data"]["methods"]} == {
        "532",
        "babu_jiamusi",
        "longtan_sibu",
        "siquansizhi",
        "siyi_lianggongkai",
    }
    kind = MODERN if MODERN in accept else LEGACY
    assert response.headers["content-type"] == f"{kind}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert len(response.headers["x-request-id"]) == 16


async def test_an_unknown_document_is_refused(client: httpx.AsyncClient, county: Tenant) -> None:
    response = await post(client, county, {"documentId": "sha256:" + "0" * 64})

    assert response.status_code == 400
    assert message(response).startswith("Unknown documentId.")


async def test_without_a_token_only_persisted_operations_are_open(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    cookie = await session_of(county, await person(county, "villager"))

    for headers in ({}, {"cookie": cookie}):
        response = await post(client, county, {"query": METHODS}, **headers)
        assert response.status_code == 400
        assert message(response).startswith("Only persisted operations are open here.")


async def test_a_token_opens_operations_of_ones_own(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    response = await post(client, county, {"query": SECRET}, **await bearer(county))

    assert response.status_code == 200
    assert response.json() == {"data": {"matters": {"pageInfo": {"endCursor": None}}}}


async def test_a_developer_explores_in_a_session(client: httpx.AsyncClient, county: Tenant) -> None:
    cookie = await session_of(county, await person(county, "developer"))

    assert (await post(client, county, {"query": METHODS}, cookie=cookie)).status_code == 200


async def test_a_token_may_no_more_than_it_says(client: httpx.AsyncClient, county: Tenant) -> None:
    account = await person(county, "villager")
    token = await token_of(county, account, Permission.OPINION_READ)

    response = await post(client, county, {"query": SECRET}, authorization=f"Bearer {token}")

    assert response.status_code == 200
    [error] = response.json()["errors"]
    assert error["extensions"] == {"code": "NOT_ALLOWED"}


async def test_bad_and_foreign_tokens_are_turned_away(
    client: httpx.AsyncClient, county: Tenant, other_county: Tenant
) -> None:
    foreign = await bearer(other_county)

    for headers in (foreign, {"authorization": "Bearer nonsense"}):
        response = await post(client, county, {"query": METHODS}, **headers)
        assert response.status_code == 401
        [error] = response.json()["errors"]
        assert error["extensions"] == {"code": "SIGN_IN_NEEDED"}


async def test_a_foreign_or_expired_session_is_nobodys(
    client: httpx.AsyncClient, county: Tenant, other_county: Tenant
) -> None:
    cookie = await session_of(other_county, await person(other_county, "developer"))

    assert (await post(client, county, {"query": METHODS}, cookie=cookie)).status_code == 400


async def test_only_post_is_offered(client: httpx.AsyncClient, county: Tenant) -> None:
    response = await client.get(f"/{county.code}/graphql", params={"query": METHODS})

    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "application/json; charset=gbk",
        "",
    ],
)
async def test_only_json_in_utf8_is_taken(
    client: httpx.AsyncClient, county: Tenant, kind: str
) -> None:
    response = await post(client, county, {"documentId": KNOWN}, content_type=kind)

    assert response.status_code == 415


async def test_a_client_that_takes_neither_form_is_told(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    response = await post(client, county, {"documentId": KNOWN}, accept="text/html")

    assert response.status_code == 406


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{}", 400),
        (b'{"query": "\\u0000"}', 400),
        (b'{"variables": ' + b"[" * 40_000, 400),
        (b'{"query": "' + b"x" * 100_000 + b'"}', 413),
    ],
)
async def test_hostile_bodies_are_refused_with_a_status(
    client: httpx.AsyncClient, county: Tenant, body: bytes, status: int
) -> None:
    response = await post(client, county, body)

    assert response.status_code == status
    assert len(response.json()["errors"]) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.test"},
        {"origin": "null"},
    ],
)
async def test_other_sites_cannot_borrow_the_cookie(
    client: httpx.AsyncClient, county: Tenant, headers: dict[str, str]
) -> None:
    cookie = await session_of(county, await person(county, "villager"))

    response = await post(client, county, {"documentId": KNOWN}, cookie=cookie, **headers)

    assert response.status_code == 403


async def test_our_own_site_and_bearers_of_tokens_are_no_other_site(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    own = {"origin": "http://mingbai.test", "sec_fetch_site": "same-origin"}
    program = {"origin": "https://program.test", **await bearer(county)}

    for headers in (own, program):
        response = await post(client, county, {"documentId": KNOWN}, **headers)
        assert response.status_code == 200


async def test_what_does_not_validate_is_a_bad_request_in_the_modern_form(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    token = await bearer(county)
    statuses = {}
    for accept in (MODERN, LEGACY):
        response = await post(client, county, {"query": "{ nothing }"}, accept=accept, **token)
        assert message(response) == "Cannot query field 'nothing' on type 'Query'."
        assert "data" not in response.json()
        statuses[accept] = response.status_code

    assert statuses == {MODERN: 400, LEGACY: 200}


async def test_an_unknown_and_a_suspended_county_are_not_there(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    unknown = await client.post("/999999/graphql", content=b"{}", headers={"content-type": LEGACY})
    await provisioning.suspend(county.code)
    suspended = await post(client, county, {"documentId": KNOWN})

    assert [one.status_code for one in (unknown, suspended)] == [404, 404]
    codes = [one.json()["errors"][0]["extensions"]["code"] for one in (unknown, suspended)]
    assert codes == ["UNKNOWN_TENANT", "TENANT_SUSPENDED"]


async def test_messages_follow_the_language_of_the_browser(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    words = {}
    for language in ("en-GB,en;q=0.9", "zh-CN", "fr"):
        bad = {"authorization": "Bearer x", "accept_language": language}
        words[language] = message(await post(client, county, {"documentId": KNOWN}, **bad))

    assert words == {
        "en-GB,en;q=0.9": "Sign in first.",
        "zh-CN": "请先登录再办理。",
        "fr": "请先登录再办理。",
    }


async def test_while_the_database_is_away_the_client_is_told_to_come_back(
    client: httpx.AsyncClient, county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = await person(county, "villager")
    cookie = await session_of(county, account)

    def cut(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(sessions, "resolve", cut)
    response = await post(client, county, {"documentId": KNOWN}, cookie=cookie)

    assert response.status_code == 503
    assert response.headers["retry-after"] == "10"
    assert message(response).startswith("The service is restarting. Nothing was lost")
    assert response.json()["errors"][0]["extensions"] == {"code": "AWAY"}


async def test_a_program_writes_once_however_often_it_sends(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    code = f"{county.code}104201"
    async with unit_of_work(county) as uow:
        await people.seed_divisions(uow, [(code[:9], "吉日嘎郎吐镇")], [(code, "三苗树村")])
    account = await person(county, "villager")
    token = await token_of(county, account, Permission.OPINION_SUBMIT, Permission.OPINION_READ)
    headers = {"authorization": f"Bearer {token}"}
    document = """
        mutation($text: String!) {
          opinionSubmit(
            input: {villageCode: "%s", category: WATER, text: $text}, idempotencyKey: "one"
          ) { opinion { id text } errors { code } }
        }
    """
    body = {"query": document % code, "variables": {"text": "水是咸的。"}}

    first = await post(client, county, body, **headers)
    again = await post(client, county, body, **headers)
    other = await post(client, county, {**body, "variables": {"text": "路不好。"}}, **headers)
    listed = await post(
        client, county, {"query": "{ opinions { edges { node { text } } } }"}, **headers
    )

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.json()["data"]["opinionSubmit"]["opinion"]["text"] == "水是咸的。"
    assert other.json()["data"]["opinionSubmit"]["errors"] == [{"code": "IDEMPOTENCY_KEY_REUSED"}]
    assert len(listed.json()["data"]["opinions"]["edges"]) == 1
