"""The village after the attack, everything that it shows, and the tabs in which it is looked at."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import islice

import pytest
from playwright.async_api import Browser as Chromium
from structlog.testing import capture_logs

from tenants.authorization.roles import Role
from tests.front import (
    addresses,
    overwriting,
    payloads,
    peopled,
    planting,
    texts,
    walking,
    watching,
)
from tests.front.peopled import Peopled
from tests.front.planting import Sent
from tests.front.walking import Shown
from tests.front.watching import Tabs
from tests.schema.authorization import asking

PEOPLE: list[Role | None] = [None, *Role]


@dataclass(frozen=True)
class Planted:
    """The village after all payloads were sent and written."""

    at: Peopled
    sent: list[Sent]
    columns: dict[str, int]


@pytest.fixture(scope="package")
async def planted(server: None) -> Planted:
    at = await peopled.build()
    with asking.site() as client:
        sent = await planting.Planter(client, at).everything()
    columns = await overwriting.every_text(at.county)
    for number, place in enumerate(sorted({*texts.KEPT_IN.values(), *overwriting.SHAPES})):
        if not columns.get(place) and place not in texts.SEALED:
            columns[place] = await overwriting.force(at.county, place, number)
    return Planted(at, sent, columns)


# Whose pages are told apart when a few of many are opened in Chromium.
CLASSES = {Role.VILLAGER: "villager", Role.PARTY_SECRETARY: "secretary", None: "visitor"}
# These ask for every route by its address; the others start from what has no parameter, and
# leave out what everybody sees.
CURIOUS = (
    *CLASSES,
    Role.COUNTY_CIVIL_AFFAIRS,
    Role.CLERK,
    Role.EXECUTIVE_CHAIR,
    Role.SUPERVISOR,
)
_AT_ONCE, _OF_A_ROUTE = 3, 2


@pytest.fixture(scope="package")
async def shown(planted: Planted) -> list[Shown]:
    """Every page to which everybody can walk, or which they ask for by its address.

    They walk in Chinese; of each route one page is opened again in English, because a language
    changes nothing but the words of the catalogue.
    """
    at, free = planted.at, asyncio.Semaphore(_AT_ONCE)
    known = await addresses.pools(at.village)
    by_route = {
        one: list(islice(addresses.filled(one, known), walking.more(one, _OF_A_ROUTE)))
        for one in sorted(walking.routes())
    }

    async def walked(role: Role | None, without: set[str]) -> list[Shown]:
        async with free:
            return await _walked(at, role, by_route, without)

    with capture_logs():  # a defect is a page of its own, and told by a test
        public = await walked(None, set())
        seen = {one.route for one in public if one.status == 200}
        # Who holds two offices by one account sees the same as either.
        known_by = {at.accounts[role]: role for role in (*Role, *filter(None, CURIOUS))}
        others = [walked(role, set() if role in CURIOUS else seen) for role in known_by.values()]
        chinese = sum(await asyncio.gather(*others), public)
        return chinese + await _in_english(at, chinese)


async def _walked(
    at: Peopled, role: Role | None, by_route: dict[str, list[str]], without: set[str]
) -> list[Shown]:
    curious, name = role in CURIOUS, role or "visitor"
    starts = [
        one for route, some in by_route.items() if curious or "id}" not in route for one in some
    ]
    browser, each = await at.browser(role, "zh"), 1 + (role in CLASSES)
    return await walking.walk(f"{name} zh", browser, starts, each=each, without=without)


async def _in_english(at: Peopled, chinese: list[Shown]) -> list[Shown]:
    """Open of each route the page with most payloads again, as whom it was shown to."""
    richest: dict[str, Shown] = {}
    for one in sorted(chinese, key=_payloads):
        if one.status == 200:
            richest[one.route] = one
    found: list[Shown] = []
    for role in PEOPLE:
        name = role or "visitor"
        mine = [one.address for one in richest.values() if one.who == f"{name} zh"]
        if mine:
            browser = await at.browser(role, "en")
            found += await walking.walk(f"{name} en", browser, mine, follows=False)
    return found


def _payloads(page: Shown) -> int:
    return len(page.planted)


def chosen(shown: list[Shown]) -> list[Shown]:
    """Choose for Chromium: of each route, answer and class of people the richest page.

    All English pages are among them, and for each payload some page on which it stands.
    """
    richest: dict[tuple[str, int, str, str], Shown] = {}
    for one in sorted(shown, key=_payloads):
        who, _, language = one.who.partition(" ")
        role = CLASSES.get(None if who == "visitor" else Role(who), "office")
        richest[one.route, one.status, language, role if one.status == 200 else ""] = one
    views = list({one.alike: one for one in richest.values()}.values())
    missing = set(payloads.PAYLOADS) - set[str]().union(*(one.planted for one in views))
    for one in shown:
        if one.planted & missing:
            views.append(one)
            missing -= one.planted
    return views


@pytest.fixture(scope="package")
async def chromium(server: None) -> AsyncIterator[Chromium]:
    async with watching.launched() as browser:
        yield browser


@pytest.fixture(scope="package")
async def tabs(chromium: Chromium) -> AsyncIterator[Tabs]:
    async with watching.several(chromium) as some:
        yield some
