"""A village and everybody's browser; whoever keeps the roll has shown the second factor."""

from collections.abc import Awaitable, Callable

import pytest

from portals.identity import demonstration
from tests.portals.site import Browser, Village, open_village

Sign = Callable[[str], Awaitable[Browser]]


@pytest.fixture(scope="package")
async def village(server: None) -> Village:
    return await open_village()


@pytest.fixture(scope="package")
async def clerk(village: Village) -> Browser:
    browser = await village.browser_of("文书01")
    page = await browser.open("/second-factor")
    code = demonstration.code()
    assert code is not None
    await browser.send(page, "/second-factor", code=code.now)
    return browser
