"""One world for all tests of the matrix; they run in one worker, because it is not cheap."""

from collections.abc import Iterator

import httpx
import pytest

from infra import clock
from tests.schema.authorization import asking, world
from tests.schema.authorization.world import World


@pytest.fixture(scope="session")
async def the_world(server: None) -> World:
    return await world.build()


@pytest.fixture(scope="session")
def client(server: None) -> Iterator[httpx.AsyncClient]:
    with asking.site() as one:
        yield one


@pytest.fixture(autouse=True)
def soon_after_signing_in(the_world: World) -> Iterator[None]:
    """Keep sessions and second factors fresh, however long the questions before this one took."""
    with clock.shifted(the_world.built - clock.now()):
        yield
