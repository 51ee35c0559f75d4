"""One id for the answer's header, the audit row, the log line and the page of a defect."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import orjson
import pytest
from graphql import ExecutionResult, GraphQLError
from sqlalchemy import text
from starlette.types import Receive, Scope, Send
from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.testing import capture_logs

from portals import app, executor
from portals.trace import Trace
from schema.core import execution
from services.people import service as people
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.schema.test_core_endpoint import token_of
from tests.tenants.people import person

JSON = {"content-type": "application/json", "accept": "application/json"}
SUBMIT = """
    mutation($village: String!, $text: String!) {
      opinionSubmit(
        input: {villageCode: $village, category: WATER, text: $text}, idempotencyKey: $text
      ) { errors { code } }
    }
"""


@pytest.fixture
def client() -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app.build(), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")


@pytest.fixture
def lines() -> Iterator[list[Any]]:
    with capture_logs(processors=[merge_contextvars]) as found:
        yield found


async def submit(client: httpx.AsyncClient, county: Tenant, token: str, words: str) -> str:
    """Submit an opinion and return the id of the request."""
    body = {"query": SUBMIT, "variables": {"village": f"{county.code}104201", "text": words}}
    headers = {**JSON, "authorization": f"Bearer {token}", "x-request-id": "chosen-by-the-client"}
    answer = await client.post(
        f"/{county.code}/graphql", content=orjson.dumps(body), headers=headers
    )
    assert answer.json()["data"]["opinionSubmit"]["errors"] == [], answer.text
    return str(answer.headers["x-request-id"])


async def token_in_the_village(county: Tenant) -> str:
    code = f"{county.code}104201"
    async with unit_of_work(county) as uow:
        await people.seed_divisions(uow, [(code[:9], "吉日嘎郎吐镇")], [(code, "三苗树村")])
    account = await person(county, "villager")
    return await token_of(county, account, Permission.OPINION_SUBMIT, Permission.OPINION_READ)


async def test_the_audit_row_bears_the_id_of_its_own_request(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    token = await token_in_the_village(county)

    told = await asyncio.gather(
        *(submit(client, county, token, f"水是咸的 {number}") for number in range(3))
    )

    async with unit_of_work(county) as uow:
        rows = await uow.session.scalars(
            text("SELECT request_id FROM audit_event WHERE tag = 'decisions:opinion:submit'")
        )
        assert sorted(rows) == sorted(told)
    assert all(len(one) == 16 for one in told)
    assert len(set(told)) == 3


async def test_a_masked_defect_shows_the_id_that_the_log_and_the_header_have(
    client: httpx.AsyncClient, county: Tenant, lines: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: Any) -> ExecutionResult:
        return ExecutionResult(None, [GraphQLError("x", original_error=RuntimeError("x"))])

    monkeypatch.setattr(execution, "_execute", broken)
    page = await client.get(f"/{county.code}/")

    assert page.status_code == 500
    [line] = [one for one in lines if one["event"] == "graphql.defect"]
    assert line["county"] == county.code
    assert line["request_id"] == page.headers["x-request-id"]
    assert f"<code>{line['request_id']}</code>" in page.text


async def test_a_page_that_breaks_shows_the_id_that_the_log_and_the_header_have(
    client: httpx.AsyncClient, county: Tenant, lines: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: Any) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr(executor.execution, "run", broken)
    page = await client.get(f"/{county.code}/")

    assert page.status_code == 500
    [line] = [one for one in lines if one["event"] == "page.defect"]
    assert line["county"] == county.code
    assert line["request_id"] == page.headers["x-request-id"]
    assert f"<code>{line['request_id']}</code>" in page.text


async def test_trouble_is_logged_with_request_and_county(
    client: httpx.AsyncClient, county: Tenant, lines: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_args: Any) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(executor.execution, "run", away)
    page = await client.get(f"/{county.code}/")

    [line] = [one for one in lines if one["event"] == "page.trouble"]
    assert (line["county"], line["request_id"]) == (county.code, page.headers["x-request-id"])


@pytest.mark.parametrize(
    ("path", "county"),
    [
        ("/150523/graphql", "150523"),
        ("/15/", "15"),
        ("/healthz", None),
        ("/1505٢3/", None),
        ("/12345/", None),
        ("/", None),
    ],
)
async def test_only_a_code_in_the_address_is_bound_as_the_county(
    path: str, county: str | None
) -> None:
    bound: dict[str, Any] = {}

    async def inside(_scope: Scope, _receive: Receive, send: Send) -> None:
        bound.update(get_contextvars())
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    transport = httpx.ASGITransport(Trace(inside))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        answer = await client.get(path)

    assert bound["request_id"] == answer.headers["x-request-id"]
    assert len(bound["request_id"]) == 16
    assert bound.get("county") == county
    assert get_contextvars() == {}
