"""One village at work for all tests of the public pages; nothing here changes it."""

from dataclasses import replace

import pytest

from portals.demo import journeys
from portals.demo.stage import posted, submitted
from tests.portals.site import Browser, Village, open_village


@pytest.fixture(scope="session")
async def village(server: None) -> Village:
    """三苗树村 with the water carried out and a road on the wall."""
    at = await open_village()
    await journeys.salt_water(at.on)
    road = replace(journeys.SQUARE, title="维修三社砂石路 1.5 公里")
    await posted(at.on, await submitted(at.on, "siquansizhi", road))
    return at


@pytest.fixture
async def visitor(village: Village) -> Browser:
    """Somebody who has not signed in."""
    return Browser(village.county.code)
