"""Whatever the GraphQL door refuses bears a stable code and speaks the language of the asker."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import orjson
import pytest
from graphql import ExecutionResult, GraphQLError

from portals import app
from schema.core import execution
from tenants.registry import Tenant
from tests.portals.test_trace import token_in_the_village

JSON, MODERN = "application/json", "application/graphql-response+json"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def query(text: str, **more: Any) -> bytes:
    return orjson.dumps({"query": text, **more})


# What is sent, the status in the modern form, and the code; a body is sent with a token.
BODIES: dict[str, tuple[bytes, int, str]] = {
    "no JSON": (b"{", 400, "BODY_NOT_JSON"),
    "no UTF-8": (b"\xff\xfe", 400, "BODY_NOT_JSON"),
    "a lone surrogate": (b'{"query": "\\ud800"}', 400, "BODY_NOT_JSON"),
    "a batch": (b'[{"query": "{ methods { key } }"}]', 400, "BODY_NOT_AN_OBJECT"),
    "NUL": (b'{"variables": {"a": "\\u0000"}}', 400, "BODY_HOLDS_NUL"),
    "deep": (b'{"variables": ' + b"[" * 40_000, 400, "BODY_TOO_DEEP"),
    "large": (query("x" * 100_000), 413, "BODY_TOO_LARGE"),
    "a number for a text": (b'{"query": 1}', 400, "BODY_MEMBER_MISTYPED"),
    "a list for an object": (query("{ a }", variables=[]), 400, "BODY_MEMBER_MISTYPED"),
    "nothing asked": (b"{}", 400, "OPERATION_MISSING"),
    "an unknown document": (b'{"documentId": "sha256:00"}', 400, "UNKNOWN_DOCUMENT"),
    "no GraphQL": (query("{"), 400, "QUERY_UNREADABLE"),
    "many tokens": (query("{" + " a" * 1_001 + "}"), 400, "QUERY_TOO_COSTLY"),
    "many characters": (query("{ a }" + " " * 20_000), 400, "QUERY_TOO_COSTLY"),
    "many levels": (query("{" + "a{" * 400 + "b" + "}" * 401), 400, "QUERY_TOO_DEEP"),
    "NUL in the query": (query('{ a(b: "\\u0000") }'), 400, "QUERY_HOLDS_NUL"),
    "a number of 101 digits": (query("{ a(b: 1" + "0" * 100 + ") }"), 400, "NUMBER_TOO_LONG"),
    "an unknown field": (query("{ nothing }"), 400, "QUERY_INVALID"),
    "two operations": (query("query A { methods { key } } query B { methods { key } }"), 400,
                       "OPERATION_NAME_NEEDED"),
    "a missing variable": (query("query($i: ID!) { matter(id: $i) { id } }"),
                           400, "QUERY_INVALID"),
    "an id that is none": (query('{ matter(id: "x") { id } }'), 200, "QUERY_INVALID"),
    "a page too large": (query("{ opinions(first: 101) { pageInfo { endCursor } } }"), 200,
                         "PAGE_TOO_LARGE"),
}  # fmt: skip
PLAIN = query("{ methods { key } }")
HEADERS: dict[str, tuple[dict[str, str], int, str]] = {
    "another type": ({"content-type": "text/plain"}, 415, "CONTENT_TYPE_REFUSED"),
    "another character set": (
        {"content-type": f"{JSON}; charset=gbk"},
        415,
        "CONTENT_TYPE_REFUSED",
    ),
    "no form that there is": ({"accept": "text/csv"}, 406, "NOT_ACCEPTABLE"),
    "another site": ({"sec-fetch-site": "cross-site"}, 403, "FOREIGN_SITE"),
    "another origin": ({"origin": "https://evil.test"}, 403, "FOREIGN_SITE"),
    "a bad token": ({"authorization": "Bearer x"}, 401, "SIGN_IN_NEEDED"),
    "no token": ({}, 400, "PERSISTED_ONLY"),
}


@pytest.fixture
async def client(server: None) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app.build(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://mingbai.test") as made:
        made.headers.update({"accept": MODERN, "content-type": JSON})
        yield made


async def told(
    client: httpx.AsyncClient, county: Tenant, body: bytes, **headers: str
) -> tuple[int, dict[str, str]]:
    """Ask in both languages; return the status and the words by language, after checking codes."""
    words, statuses, codes = {}, set(), set()
    for language in ("zh", "en"):
        shown = {k.replace("_", "-"): v for k, v in headers.items()} | {"accept-language": language}
        answer = await client.post(f"/{county.code}/graphql", content=body, headers=shown)
        errors = answer.json()["errors"]
        words[language] = errors[0]["message"]
        statuses.add(answer.status_code)
        codes |= {one["extensions"]["code"] for one in errors}
        assert len(answer.headers["x-request-id"]) == 16
    [status], [code] = statuses, codes
    return status, {"code": code, **words}


def check(words: dict[str, str], code: str) -> None:
    assert words["code"] == code, words
    assert CHINESE.search(words["zh"]), words
    assert words["en"], words
    assert not CHINESE.search(words["en"]), words


async def test_a_refused_body_bears_a_code_and_words(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    token = f"Bearer {await token_in_the_village(county)}"

    for name, (body, status, code) in BODIES.items():
        found, words = await told(client, county, body, authorization=token)
        assert found == status, (name, words)
        check(words, code)


async def test_a_refused_request_bears_a_code_and_words(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    for name, (headers, status, code) in HEADERS.items():
        found, words = await told(client, county, PLAIN, **headers)
        assert found == status, (name, words)
        check(words, code)


async def test_an_unknown_county_bears_a_code_and_words(client: httpx.AsyncClient) -> None:
    nowhere = Tenant("999999", "", "county", "", "", "open")

    status, words = await told(client, nowhere, PLAIN)

    assert status == 404
    check(words, "UNKNOWN_TENANT")


async def test_a_get_bears_a_code_and_words(client: httpx.AsyncClient, county: Tenant) -> None:
    for language in ("zh", "en"):
        headers = {"accept-language": language}
        answer = await client.get(f"/{county.code}/graphql", headers=headers)
        [error] = answer.json()["errors"]
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
        assert error["extensions"] == {"code": "USE_POST"}
        assert bool(CHINESE.search(error["message"])) == (language == "zh")


async def test_a_defect_bears_a_code_and_words_and_no_insides(
    client: httpx.AsyncClient, county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: Any) -> ExecutionResult:
        return ExecutionResult(None, [GraphQLError("dsn", original_error=RuntimeError("dsn"))])

    token = f"Bearer {await token_in_the_village(county)}"
    monkeypatch.setattr(execution, "_execute", broken)

    _, words = await told(client, county, PLAIN, authorization=token)

    check(words, "INTERNAL")
    assert "dsn" not in str(words)
