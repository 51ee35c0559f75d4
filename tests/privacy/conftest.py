"""One county at work, and everything that was logged while it worked."""

import pytest

from tests.privacy import canaries, collecting, world
from tests.privacy.canaries import Canaries
from tests.privacy.world import World


@pytest.fixture(scope="session")
async def county_at_work(server: None) -> World:
    with collecting.listening() as heard:
        made = await world.build()
    made.log = heard.getvalue()
    return made


@pytest.fixture(scope="session")
async def planted(county_at_work: World) -> Canaries:
    return await canaries.read(county_at_work)
