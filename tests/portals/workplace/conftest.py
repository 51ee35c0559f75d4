"""A village at work, and everybody's browser: signed in once, with the second factor shown."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from infra import clock
from portals.demo import journeys
from portals.demo.stage import joint_meeting, submitted
from tests.portals.site import Browser, Village, open_village

LONG_AGO = timedelta(days=-60)
Sign = Callable[[str], Awaitable[Browser]]


@pytest.fixture(scope="session")
async def village(server: None) -> Village:
    """三苗树村 with the water carried out, street lights that wait for the township, and a square
    for which too few party members came."""
    with clock.shifted(LONG_AGO):  # a review is owed of periods for which the village was here
        at = await open_village()
    await journeys.salt_water(at.on)
    lights = replace(journeys.SQUARE, title="村内主路安装太阳能路灯 40 盏")
    with clock.at(clock.now()):  # the meeting is called for the earliest lawful moment
        await joint_meeting(at.on, await submitted(at.on, "532", lights))
    await journeys.square(at.on)
    return at


@pytest.fixture(scope="session")
async def sign(village: Village) -> Sign:
    """Return who gives somebody's browser; an authenticator's code works only once."""
    known: dict[str, Browser] = {}

    async def browser_of(name: str) -> Browser:
        if name not in known:
            known[name] = await village.proven_browser_of(name)
        return known[name]

    return browser_of
