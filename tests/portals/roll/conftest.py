"""A village and everybody's browser; whoever keeps the roll has shown the second factor."""

from collections.abc import Awaitable, Callable

import pytest

from portals.identity import demonstration
from tests.portals.site import Browser, Village, open_village

Sign = Callable[[str], Awaitable[Browser]]


@pytest.fixture(scope="package")
async def village(server: None) -> Village:
    return await open_village()


async def _with_both_factors(village: Village, name: str) -> Browser:
    browser = await village.browser_of(name)
    page = await browser.open("/second-factor")
    code = demonstration.code()
    assert code is not None
    await browser.send(page, "/second-factor", code=code.now)
    return browser


@pytest.fixture(scope="package")
async def clerk(village: Village) -> Browser:
    return await _with_both_factors(village, "文书01")


@pytest.fixture(scope="package")
async def township(village: Village) -> Browser:
    return await _with_both_factors(village, "镇管理员")


@pytest.fixture(scope="package")
async def civil_affairs(village: Village) -> Browser:
    return await _with_both_factors(village, "县民政")
