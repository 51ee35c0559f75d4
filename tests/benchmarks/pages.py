"""Every home and list page of every role in the loaded county, against the same SQL bare.

The lists are what the navigation of each home leads to. The figure is CPU per request; the bare
handler runs the reading statements of the page in one transaction and dumps their rows.
"""

import re
from collections.abc import AsyncIterator
from html import unescape
from typing import NamedTuple

from starlette.types import ASGIApp

from infra import clock, collection
from portals.app import build
from portals.identity.homes import HOMES
from tests.benchmarks import loaded
from tests.benchmarks.asgi import Answer, Statement, ask, bare, recorded
from tests.benchmarks.measure import Comparison, in_turn

ROUNDS = 7
REQUESTS = 2
_NAV = re.compile(r"<nav.*?</nav>", re.DOTALL)
_LINK = re.compile(r'href="([^"#]+)"')
_READS = ("SELECT", "WITH")


class Page(NamedTuple):
    """One page as one person opens it."""

    role: str
    path: str
    cookie: str


async def run() -> list[Comparison]:
    """Measure each page, the slowest against its SQL first."""
    made = await loaded.county()
    app = build()
    collection.settle()
    with clock.at(clock.now()):  # keeps the sessions' last-seen updates out of the recording
        people = await loaded.cookies(made)
        found = [one async for one in _pages(app, made.tenant.code, people)]
        lines = [await _compared(app, page) for page in found]
    return sorted(lines, key=lambda line: -line.ours / line.baseline)


async def _pages(app: ASGIApp, county: str, people: dict[str, str]) -> AsyncIterator[Page]:
    """Give the home of each role and what its navigation leads to, each page once."""
    seen: set[str] = set()
    for role, cookie in people.items():
        home = HOMES[role.upper()].path
        first = f"/{county}{home}"
        if home == "/graphql" or first in seen:
            continue
        told = await _open(app, Page(role, first, cookie))
        nav = " ".join(_NAV.findall(told.body.decode()))
        for path in [first, *map(unescape, _LINK.findall(nav))]:
            if path.startswith(first) and path not in seen:
                seen.add(path)
                yield Page(role, path, cookie)


async def _open(app: ASGIApp, page: Page) -> Answer:
    told = await ask(app, page.path, page.cookie, accept="text/html")
    assert told.status == 200, (page.path, told.status, told.location)
    return told


async def _compared(app: ASGIApp, page: Page) -> Comparison:
    await _open(app, page)  # what is made once for all requests is made now
    heard = await recorded(lambda: _open(app, page))
    reads: list[Statement] = [one for one in heard if one[0].lstrip().startswith(_READS)]
    beside = bare(reads)

    async def ours() -> None:
        for _ in range(REQUESTS):
            await _open(app, page)

    async def baseline() -> None:
        for _ in range(REQUESTS):
            await ask(beside, "/", page.cookie)

    mine, theirs = await in_turn(ours, baseline, rounds=ROUNDS)
    return Comparison(
        f"{page.path} as {page.role}, CPU",
        mine / REQUESTS,
        theirs / REQUESTS,
        "page",
        f"bare Starlette, the same {len(reads)} statements, orjson",
        "request",
        "aim: within 6 x",
    )
