"""One world for all tests of the matrix; they run in one worker, because it is not cheap."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.schema.authorization import asking, world
from tests.schema.authorization.world import World

FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.xdist_group("authorization"))


@pytest.fixture(scope="session")
async def the_world(server: None) -> World:
    return await world.build()


@pytest.fixture(scope="session")
def client(server: None) -> Iterator[httpx.AsyncClient]:
    with asking.site() as one:
        yield one
