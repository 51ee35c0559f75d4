"""A village and everybody's browser; whoever keeps the roll has shown the second factor."""

from collections.abc import Awaitable, Callable

import pytest

from tests.portals.site import Browser, Village, open_village

Sign = Callable[[str], Awaitable[Browser]]


@pytest.fixture(scope="package")
async def village(server: None) -> Village:
    return await open_village()


@pytest.fixture(scope="package")
async def clerk(village: Village) -> Browser:
    return await village.proven_browser_of("文书01")


@pytest.fixture(scope="package")
async def township(village: Village) -> Browser:
    return await village.proven_browser_of("镇管理员")


@pytest.fixture(scope="package")
async def civil_affairs(village: Village) -> Browser:
    return await village.proven_browser_of("县民政")
