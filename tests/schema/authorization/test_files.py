"""Files are for whom the object is that lists them."""

import httpx
import pytest

from tenants.authorization.roles import Role
from tests.schema.authorization import files
from tests.schema.authorization.world import World


@pytest.mark.parametrize("role", Role)
async def test_a_role_fetches_the_files_of_what_it_may_read(
    role: Role, the_world: World, client: httpx.AsyncClient
) -> None:
    assert await files.of_role(client, the_world, role) == []


async def test_nobody_fetches_what_was_not_published(
    the_world: World, client: httpx.AsyncClient
) -> None:
    assert await files.of_nobody(client, the_world) == []
