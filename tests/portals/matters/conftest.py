"""A village whose secretary is writing a plan; every test drafts a matter of its own."""

import pytest

from tests.portals.site import Browser, Village, open_village


@pytest.fixture(scope="session")
async def village(server: None) -> Village:
    """三苗树村 with nothing decided yet."""
    return await open_village()


@pytest.fixture(scope="session")
async def secretary(village: Village) -> Browser:
    """The party secretary's browser."""
    return await village.browser_of("党支部01")
