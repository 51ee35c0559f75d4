"""One village at work for the villager's pages; each test speaks as a villager of its own."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from infra import clock
from portals.demo import journeys
from portals.demo.stage import posted, submitted
from services.decisions.proposal import Proposal
from services.disclosure import service as disclosure
from tenants.unit_of_work import unit_of_work
from tests.portals.site import Village, open_village

ROAD: Proposal = replace(journeys.SQUARE, title="维修三社砂石路 1.5 公里")
WATER = journeys.WATER.title
# Before the journey, which is played in the past: people hold their roles throughout.
LONG_AGO = timedelta(days=-60)


@pytest.fixture(scope="session")
async def village(server: None) -> Village:
    """A village with a road on the wall and the water carried out."""
    with clock.shifted(LONG_AGO):
        at = await open_village()
    await journeys.salt_water(at.on)
    await posted(at.on, await submitted(at.on, "siquansizhi", ROAD))
    return at


@pytest.fixture
async def evaluating(village: Village) -> datetime:
    """A moment at which villagers are asked whether the water was really done."""
    async with unit_of_work(village.county) as uow:
        [result] = await disclosure.list_bulletins(uow, prefix=village.code, kinds=["result"])
    assert result.published_at
    return result.published_at + timedelta(hours=1)
