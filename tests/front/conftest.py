"""A village at work for all attacks on the front; they run in one worker, one after the other."""

from collections.abc import Awaitable, Callable

import pytest

from infra import clock
from portals.demo import journeys
from portals.demo.stage import joint_meeting, submitted
from services.decisions import service as decisions
from services.disclosure import service as disclosure
from tests.front import tables
from tests.front.attacked import chromium, planted, shown, tabs  # noqa: F401 - fixtures
from tests.portals.site import Browser, Village, open_village

Sign = Callable[..., Awaitable[Browser]]


@pytest.fixture(scope="session")
async def village(server: None) -> Village:
    """Two needs and a proposal on the wall."""
    at = await open_village()
    await journeys.waiting(at.on)
    return at


@pytest.fixture(scope="session")
async def busy(server: None) -> Village:
    """One matter carried out, one at the township, one on the wall; needs, questions, answers."""
    at = await open_village()
    await journeys.salt_water(at.on)
    await journeys.waiting(at.on)
    with clock.at(clock.now()):  # the meeting is called for the earliest lawful moment
        await joint_meeting(at.on, await submitted(at.on, "532", journeys.LAMPS))
    await _answered(at)
    return at


async def _answered(at: Village) -> None:
    """Let somebody ask about what was published, and one need be answered."""
    on, villager = at.on, journeys.villagers_of(at.on)[0]
    published = "SELECT min(id::text) FROM bulletin WHERE state = 'published'"
    (bulletin,) = await tables.column(at.county, published)
    question = await on.do(villager, disclosure.ask, bulletin, "管道从谁家门口过？")
    await on.do(on.secretary, disclosure.answer, question.id, "沿着大路铺，不进院子。")
    (need,) = await tables.column(at.county, "SELECT max(id::text) FROM opinion")
    await on.do(on.secretary, decisions.answer_opinion, need, "账已经贴在公开栏。")


@pytest.fixture(scope="session")
async def sign(village: Village) -> Sign:
    """Return who gives somebody's browser, in a language, with the second factor shown."""
    return _signing(village)


@pytest.fixture(scope="session")
async def sign_busy(busy: Village) -> Sign:
    """The same in the busy village."""
    return _signing(busy)


def _signing(village: Village) -> Sign:
    known: dict[str, Browser] = {}

    async def browser_of(name: str, language: str = "zh") -> Browser:
        if name not in known:
            known[name] = await village.proven_browser_of(name)
        known[name].client.headers["Accept-Language"] = language
        return known[name]

    return browser_of
