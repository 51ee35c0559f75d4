"""What a page costs as the house fills: 2, 10 and 550 villages in a county, 1 to 100 counties.

The figure is the time until the whole page is there, PostgreSQL's part with it, best of the
rounds: the rows that are not asked for cost nothing only if no statement looks at them. A page
that takes as long in a county of 550 villages as in one of 2 is flat. (The load profile needs one
village that is played and one that is copied, so that 2 is its smallest.)
"""

import time

from starlette.types import ASGIApp

from infra import clock, collection
from portals.app import build
from portals.demo import load
from portals.demo.load import Made
from tenants import provisioning
from tests.benchmarks import loaded
from tests.benchmarks.asgi import ask
from tests.benchmarks.measure import Comparison

VILLAGES = (2, 10)
COUNTIES = (1, 10, 100)
ROUNDS, REQUESTS = 9, 2
PAGES = {
    "villager": "/my",
    "representative": "/rep",
    "party_secretary": "/secretary",
    "township_reviewer": "/township",
    "county_civil_affairs": "/office",
}
_FIRST, _NEIGHBOUR = 511_801, 511_701


async def run() -> list[Comparison]:
    """Compare each page in counties of more and more villages, then beside more counties."""
    smaller = [
        await load.make(loaded.profile(many), code=str(_FIRST + number), seed=1)
        for number, many in enumerate(VILLAGES)
    ]
    large = await loaded.county()
    app = build()
    collection.settle()
    lines = await _by_villages(app, [*smaller, large])
    return [*lines, *await _by_counties(app, smaller[0])]


async def _costs(app: ASGIApp, made: Made, pages: dict[str, str]) -> dict[str, float]:
    """Return the seconds of each page, at its quickest."""
    with clock.at(clock.now()):  # keeps the sessions' last-seen updates out
        people = await loaded.cookies(made)
        found: dict[str, list[float]] = {role: [] for role in pages}
        for _ in range(ROUNDS):
            for role, path in pages.items():
                address, cookie = f"/{made.tenant.code}{path}", people[role]
                told = await ask(app, address, cookie, accept="text/html")
                assert told.status == 200, (address, told)
                began = time.perf_counter()
                for _ in range(REQUESTS):
                    await ask(app, address, cookie, accept="text/html")
                found[role].append((time.perf_counter() - began) / REQUESTS)
    return {role: min(spent) for role, spent in found.items()}


async def _by_villages(app: ASGIApp, counties: list[Made]) -> list[Comparison]:
    costs = [await _costs(app, made, PAGES) for made in counties]
    many = [len(made.villages) for made in counties]
    return [
        Comparison(
            f"{path} as {role} at {many[at]} villages",
            costs[at][role],
            costs[0][role],
            f"in a county of {many[at]} villages",
            f"in one of {many[0]}",
            "request",
            "flat is 1",
        )
        for role, path in PAGES.items()
        for at in range(1, len(counties))
    ]


async def _by_counties(app: ASGIApp, made: Made) -> list[Comparison]:
    opened, costs = 1, {}
    for many in COUNTIES:
        for number in range(opened, many):
            await provisioning.open_tenant(str(_NEIGHBOUR + number), "邻县")
        opened = many
        costs[many] = await _costs(app, made, PAGES)
    return [
        Comparison(
            f"{path} as {role} at {many} counties",
            costs[many][role],
            costs[COUNTIES[0]][role],
            f"beside {many} counties more",
            f"beside {COUNTIES[0]}",
            "request",
            "flat is 1",
        )
        for role, path in PAGES.items()
        for many in COUNTIES[1:]
    ]
