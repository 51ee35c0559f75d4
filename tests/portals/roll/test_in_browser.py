"""The roll desk and one's own record in a real Chromium: accessible, and narrow enough to read."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.portals.browsing import context_of, faults, launched, served
from tests.portals.site import Browser as Reader
from tests.portals.site import Village

pytestmark = pytest.mark.browser


@pytest.fixture(scope="package")
async def base() -> AsyncIterator[str]:
    async with served() as address:
        yield address


@pytest.fixture(scope="package")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest.mark.parametrize(("language", "width"), [("zh", 360), ("en", 1280)])
async def test_the_desk_and_the_record_break_no_rule(
    base: str, chromium: Browser, village: Village, clerk: Reader, language: str, width: int
) -> None:
    desk = await clerk.open(f"/roll/{village.code}?q=040")
    home = desk.link("/households/").removeprefix(clerk.home)
    code = village.code
    pages = [f"/roll/{code}", home, f"/roll/{code}/corrections", f"/roll/{code}/groups"]
    pages.append(f"/roll/{code}/representatives")
    villager = await village.browser_of(village.villagers[2])
    broken = []
    for reader, paths in ((clerk, pages), (villager, ["/my/record", "/my/me", "/my/interests"])):
        context = await context_of(chromium, base, reader, language, width)
        for one in paths:
            broken += await faults(context, f"{base}/{village.county.code}{one}", 320, 1920)
        await context.close()

    assert broken == []
