"""One county at work, and everything that was logged while it worked."""

import io
from collections.abc import AsyncIterator

import pytest

from tests.privacy import canaries, collecting, world
from tests.privacy.canaries import Canaries
from tests.privacy.world import World


@pytest.fixture(scope="session")
async def heard() -> AsyncIterator[io.StringIO]:
    """Every log line from before the county was opened."""
    with collecting.listening() as lines:
        yield lines


@pytest.fixture(scope="session")
async def county_at_work(server: None, heard: io.StringIO) -> World:
    return await world.build()


@pytest.fixture(scope="session")
async def planted(county_at_work: World) -> Canaries:
    return await canaries.read(county_at_work)
