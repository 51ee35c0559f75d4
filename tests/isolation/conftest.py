"""One pair of counties for all tests of isolation; they run in one worker, one after the other."""

from pathlib import Path

import pytest

from tests.isolation import attack
from tests.isolation.attack import Scene

FOLDER = Path(__file__).parent
SEED = 20261122


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.xdist_group("isolation"))


@pytest.fixture(scope="session")
async def scene(server: None) -> Scene:
    return await attack.prepare(SEED)
