"""Bodies that are broken byte by byte, in any encoding and any framing: refused, never a crash."""

import asyncio
import gzip
from random import Random

import httpx
import orjson
import pytest

from tenants.registry import Tenant
from tests.surface.process import Process
from tests.surface.telling import assert_calm

MUTATIONS = 400
VALID = [
    orjson.dumps({"query": "{ methods { key } }"}),
    orjson.dumps({"query": "query Q($n: Int!) { matters(first: $n) { edges { cursor } } }",
                  "variables": {"n": 5}, "operationName": "Q", "extensions": {"a": [{"b": "水"}]}}),
    orjson.dumps({"documentId": "sha256:" + "0" * 64, "variables": None}),
    orjson.dumps({"query": 'mutation { signInWithPassword(input: {phone: "13800000000", '
                           'password: "水"}) { errors { code } } }'}),
]  # fmt: skip
PIECES = [
    b'"', b"\\", b"{", b"}", b"[" * 40, b"\x00", b"\\u0000", b"\\ud800", b"\xff", b"\xc0\xaf",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"1e999", b"NaN", b"9" * 400, b"null", b"\xef\xbb\xbf",
    b'"query":1,', b"/**/", b"\r\n\r\n", b"\x1f\x8b", b"$" * 30, b"...", b"#", b"@skip",
]  # fmt: skip


def broken(random: Random) -> bytes:
    """A valid body with one to four things done to its bytes."""
    body = bytearray(random.choice(VALID))
    for _ in range(random.choice([1, 1, 2, 4])):
        at, piece = random.randrange(len(body) or 1), random.choice(PIECES)
        todo = random.randrange(6)
        if todo == 0:
            body[at:at] = piece
        elif todo == 1:
            body[at : at + len(piece)] = piece
        elif todo == 2:
            del body[at : at + random.randrange(1, 12)]
        elif todo == 3 and body:
            body[at % len(body)] ^= 1 << random.randrange(8)
        elif todo == 4:
            body += body[at:]
        else:
            del body[at:]
    return bytes(body)


def encoded(body: bytes) -> list[tuple[bytes, dict[str, str]]]:
    """A valid body as others would write it down."""
    text = body.decode()
    return [
        (text.encode("utf-16"), {}),
        (text.encode("utf-16-le"), {"content-type": "application/json; charset=utf-16"}),
        (text.encode("utf-32"), {}),
        (text.encode("utf-7"), {"content-type": "application/json; charset=utf-7"}),
        (text.encode("gb18030"), {"content-type": "application/json; charset=gb18030"}),
        (b"\xef\xbb\xbf" + body, {}),
        (gzip.compress(body), {"content-encoding": "gzip"}),
        (gzip.compress(b"x" * 50_000_000), {"content-encoding": "gzip"}),
        (body, {"content-encoding": "gzip"}),
        (body, {"content-encoding": "br, gzip, deflate"}),
        (b"--a\r\n\r\n" + body + b"\r\n--a--", {"content-type": "multipart/form-data; boundary=a"}),
        (b"query={methods{key}}", {"content-type": "application/x-www-form-urlencoded"}),
        (b"[" + body + b"," + body + b"]", {}),
        (body + b"\n" + body, {}),
    ]


async def test_no_broken_body_is_more_than_refused(
    client: httpx.AsyncClient, county: Tenant
) -> None:
    random = Random(3)
    path, kind = f"/{county.code}/graphql", {"content-type": "application/json"}

    for _ in range(MUTATIONS):
        body = broken(random)
        assert_calm(await client.post(path, content=body, headers=kind), body)
    for valid in VALID:
        for body, headers in encoded(valid):
            answer = await client.post(path, content=body, headers={**kind, **headers})
            assert_calm(answer, body[:200])


@pytest.mark.parametrize(
    "body",
    [
        b"null", b"0", b"true", b'""', b"[]", b"[{}]", b"", b" ", b"{}", b'{"query": null}',
        b'{"query": "\\u0000"}', b'{"query": "{a}", "variables": {"\\u0000": 1}}',
        b'{"query": "\\ud800"}', b'{"query": "{a}", "operationName": "\\udfff"}',
        b'{"query": "{a}", "extensions": {"a": "\\ud83d"}}', b'{"variables": ' + b"[" * 99_000,
        b'{"variables": ' + b'{"a":' * 33 + b"1" + b"}" * 34, b'{"a":' * 19_000,
    ],
)  # fmt: skip
async def test_what_is_no_request_gets_400(
    client: httpx.AsyncClient, county: Tenant, body: bytes
) -> None:
    headers = {"content-type": "application/json"}

    assert (
        await client.post(f"/{county.code}/graphql", content=body, headers=headers)
    ).status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        '{ node(id: "\\u0000") { id } }',
        '{ node(id: "\\u{0}") { id } }',
        '{ node(id: "\\uD83D") { id } }',
        '{ node(id: "\\uDE00\\uD83D") { id } }',
        "{ matters(first: " + "9" * 5_000 + ") { edges { cursor } } }",
        "{ matters(first: 1" + "0" * 101 + ") { edges { cursor } } }",
        "{ matters(first: 1e" + "9" * 5_000 + ") { edges { cursor } } }",
    ],
)
async def test_what_json_hides_inside_the_operation_is_found_there(
    client: httpx.AsyncClient, county: Tenant, text: str
) -> None:
    headers = {"accept": "application/graphql-response+json"}

    answer = await client.post(f"/{county.code}/graphql", json={"query": text}, headers=headers)

    assert answer.status_code == 400
    assert_calm(answer, text.encode())


@pytest.mark.parametrize(
    "county_code", ["%00", "15%000001", "%F0%9F%92%A5", "%FF", "..%2F", "１５０５２３", "9" * 3_000]
)
async def test_no_name_of_a_county_is_more_than_unknown(
    client: httpx.AsyncClient, server: None, county_code: str
) -> None:
    """NUL in the address reached PostgreSQL, which answered with an error and we with 503."""
    answer = await client.post(
        f"/{county_code}/graphql", content=VALID[0], headers={"content-type": "application/json"}
    )

    assert answer.status_code == 404
    assert_calm(answer, county_code.encode())


@pytest.mark.parametrize(
    "name",
    [
        "accept",
        "accept-language",
        "authorization",
        "content-type",
        "cookie",
        "origin",
        "user-agent",
        "sec-fetch-site",
    ],
)
async def test_no_header_is_more_than_refused(
    client: httpx.AsyncClient, county: Tenant, name: str
) -> None:
    path = f"/{county.code}/graphql"
    values = [
        b"",
        b"\xff\xfe",
        b"a" * 9_000,
        b"=;,\"'",
        b"Bearer \xe6\xb0\xb4",
        b"Bearer " + b"._" * 90,
    ]
    values += [
        b"lang=\xff; __Host-session=%00",
        b"http://[::1",
        b"http://a:99999999",
        b"*/*;q=" + b"9" * 400,
    ]

    for value in values:
        headers = [(b"content-type", b"application/json")] * (name != "content-type")
        answer = await client.post(
            path, content=VALID[0], headers=[*headers, (name.encode(), value)]
        )
        assert_calm(answer, value)


async def framed(web: Process, head: bytes, body: bytes) -> bytes:
    """Send bytes as they are and return what comes back until the end, or until a second passed."""
    host, _, port = web.site.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(head + b"\r\n\r\n" + body)
    writer.write_eof()
    try:
        return await asyncio.wait_for(reader.read(100_000), 5)
    except (TimeoutError, ConnectionResetError):
        return b""
    finally:
        writer.close()


async def test_wrong_lengths_and_chunks_end_in_a_refusal_or_a_closed_line(
    web: Process, county: Tenant
) -> None:
    start = f"POST /{county.code}/graphql HTTP/1.1\r\nHost: a\r\nConnection: close\r\n".encode()
    start += b"Content-Type: application/json\r\n"
    body = VALID[0]
    size = b"%x\r\n" % len(body)
    many = [
        (b"Content-Length: 5", body),
        (b"Content-Length: 99999", body),
        (b"Content-Length: -1", body),
        (b"Content-Length: x", body),
        (b"Content-Length: 99999999999999999999999", body),
        (b"Content-Length: 5\r\nContent-Length: 6", body),
        (b"Content-Length: 5\r\nTransfer-Encoding: chunked", size + body + b"\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", size + body + b"\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", size + body),
        (b"Transfer-Encoding: chunked", b"zz\r\n" + body),
        (b"Transfer-Encoding: chunked", b"ffffffffffffffffff\r\n" + body),
        (b"Transfer-Encoding: chunked, gzip", size + body + b"\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked", b"1\r\n{\r\n" * 200),
        (b"Transfer-Encoding: chunked", (b"8000\r\n" + b" " * 32768 + b"\r\n") * 5),
    ]  # fmt: skip

    for header, sent in many:
        answer = await framed(web, start + header, sent)
        assert answer == b"" or answer.startswith((b"HTTP/1.1 2", b"HTTP/1.1 4")), answer[:300]
        assert b"Traceback" not in answer
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{web.site}/healthz")).status_code == 200
