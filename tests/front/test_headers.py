"""What a browser is told with every answer of every route; defects and refusals among them."""

import re

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals import app
from portals.kit import headers, preferences
from portals.kit.csrf import OriginGuard
from portals.kit.headers import SafeHeaders
from tests.front import addresses
from tests.front.conftest import Sign
from tests.portals.site import BASE, Village

PEOPLE = ["党支部01", "县民政"]
DOWNLOADS = re.compile(r"/(files|boards)/|\.pdf$|\.xlsx$")
LOOSE = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*", "data:", "blob:", "'nonce-")
# A page of ours needs nothing but our own files, and one picture written into a stylesheet.
WANTED = {
    "default-src": {"'self'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
    "require-trusted-types-for": {"'script'"},
    "trusted-types": {"mingbai"},
}


def _policy(text: str) -> dict[str, set[str]]:
    parts = (one.split() for one in text.split(";") if one.strip())
    return {name: set(rest) for name, *rest in parts}


def faults(answer: httpx.Response) -> list[str]:
    """Say what an answer fails to tell the browser."""
    where = f"{answer.request.method} {answer.request.url.path} {answer.status_code}"
    policy = _policy(answer.headers.get("content-security-policy", ""))
    wrong = []
    if policy.get("default-src") == {"'none'"}:
        wrong += [] if "sandbox" in policy else ["a file without sandbox"]
    elif policy != WANTED:
        wrong.append(f"policy {policy}")
    wrong += [
        f"{name} is {answer.headers.get(name)!r}"
        for name, value in headers.HEADERS.items()
        if name != "Content-Security-Policy" and answer.headers.get(name) != value
    ]
    kind = answer.headers.get("content-type", "")
    if answer.content and not kind:
        wrong.append("no content type")
    if "html" in kind and answer.headers.get("cache-control") != "no-store":
        wrong.append("a page that caches keep")
    return [f"{where}: {one}" for one in wrong]


@pytest.fixture(scope="session")
async def answers(village: Village, sign: Sign) -> list[httpx.Response]:
    """Every route, asked by two officials and by a visitor."""
    known = await addresses.pools(village)
    visitor = httpx.AsyncClient(transport=httpx.ASGITransport(app.build()), base_url=BASE)
    clients = [*[(await sign(name)).client for name in PEOPLE], visitor]
    return [
        await client.get(next(addresses.filled(route.path, known)), follow_redirects=False)
        for client in clients
        for route in addresses.routes("GET")
    ]


def test_every_route_sends_the_whole_policy_to_everybody(answers: list[httpx.Response]) -> None:
    assert [fault for one in answers for fault in faults(one)] == []
    assert len(answers) == 3 * len(addresses.routes("GET")) > 150
    assert sum(one.status_code == 200 for one in answers) > 80
    assert [str(one.url) for one in answers if one.status_code >= 500] == []


def test_what_is_downloaded_is_never_shown_in_the_page(answers: list[httpx.Response]) -> None:
    files = [
        one.headers["content-disposition"].partition(";")[0]
        for one in answers
        if DOWNLOADS.search(one.url.path) and one.status_code == 200
    ]

    assert len(files) >= 2
    assert set(files) == {"attachment"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X"])
async def test_a_method_that_nothing_answers_is_refused_with_the_policy(
    village: Village, method: str
) -> None:
    transport = httpx.ASGITransport(app.build(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        for path in ("/", "/healthz", f"/{village.county.code}/check", "/static/app.css"):
            answer = await client.request(method, path)
            assert answer.status_code in {403, 404, 405}, path
            assert faults(answer) == []


async def test_a_defect_is_answered_under_the_policy_too(village: Village) -> None:
    async def fails(_request: Request) -> Response:
        raise ZeroDivisionError("<script>pwn()</script>")

    broken = app.build()
    broken.router.routes.insert(0, Route("/breaks", fails))
    transport = httpx.ASGITransport(broken, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        answer = await client.get("/breaks")

    assert answer.status_code == 500
    assert "pwn" not in answer.text
    assert faults(answer) == []


async def test_over_https_browsers_are_told_to_stay_there() -> None:
    transport = httpx.ASGITransport(SafeHeaders(Response("x"), strict_transport=True))
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        sent = (await client.get("/")).headers

    assert sent["strict-transport-security"] == "max-age=31536000; includeSubDomains"


def test_a_loose_policy_would_be_noticed() -> None:
    for word in LOOSE:
        looser = f"{headers.CONTENT_SECURITY_POLICY.replace('script-src', f'script-src {word}')}"
        assert _policy(looser) != WANTED
    assert _policy(headers.CONTENT_SECURITY_POLICY) == WANTED


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example", "/\\/\\evil.example", "\\\\evil.example", "/\t/evil.example",
        "/\n//\\/evil.example", "///evil.example", "https://evil.example", "https:evil.example",
        "javascript:pwn()", "data:text/html,x", "//[", "http://[", "/\\\\\\/evil.example",
        "\x01//evil.example", " //evil.example", "evil.example", "//evil.example\\@x", "",
    ],
)  # fmt: skip
async def test_no_link_leads_from_here_to_elsewhere(address: str) -> None:
    transport = httpx.ASGITransport(app.build(), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        answer = await client.get("/preferences", params={"back": address, "lang": "zh"})

    assert answer.status_code == 303
    target = httpx.URL(BASE).join(answer.headers["location"])
    assert target.host == httpx.URL(BASE).host
    assert not answer.headers["location"].startswith("//")
    assert preferences.local_path(address).startswith("/")


def test_every_write_passes_the_guard_except_the_api_itself() -> None:
    guard = OriginGuard(app.build())
    open_ones = [
        one.path
        for one in addresses.routes("POST")
        if guard._checks_itself(one.path)  # the very question
    ]

    assert open_ones == ["/{county}/graphql"]
    assert not guard._checks_itself("/150523/office/rolls/graphql")
