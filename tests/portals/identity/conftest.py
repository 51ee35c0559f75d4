"""A village whose accounts the tests of signing in use; each test takes a person of its own."""

import pytest

from tests.portals.site import Browser, Village, open_village


@pytest.fixture(scope="session")
async def village(server: None) -> Village:
    """三苗树村 with its accounts."""
    return await open_village()


@pytest.fixture
async def visitor(village: Village) -> Browser:
    """Somebody who has not signed in."""
    return Browser(village.county.code)
