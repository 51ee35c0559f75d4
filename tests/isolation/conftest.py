"""One pair of counties for all tests of isolation; they run in one worker, one after the other."""

import pytest

from tests.isolation import attack
from tests.isolation.attack import Scene

SEED = 20261122


@pytest.fixture(scope="package")
async def scene(server: None) -> Scene:
    return await attack.prepare(SEED)
