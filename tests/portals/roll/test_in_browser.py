"""The roll desk and one's own record in a real Chromium: accessible, and narrow enough to read."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.chromium import launched
from tests.portals.browsing import context_of, faults, served
from tests.portals.roll.test_desk import household, path_of
from tests.portals.roll.test_leavers import departed
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


async def slip_of(township: Reader, village: Village) -> str:
    """Issue a claim slip; return the path of its sheet."""
    page = await household(township, village, "042")
    here = path_of(page, township)
    person = page.html.split('id="slip_person"')[1].split('<option value="')[2].partition('"')[0]
    sheet = await township.send(page, f"{here}/slip", slip_person=person)
    return path_of(sheet, township)


async def erasing(civil_affairs: Reader, village: Village) -> str:
    """Take somebody off the roll; return the path of the page that erases them."""
    await departed(civil_affairs, village, "043")
    left = await civil_affairs.open(f"/roll/{village.code}/left")
    return left.link("/erase").removeprefix(civil_affairs.home)


@pytest.mark.parametrize(("language", "width"), [("zh", 360), ("en", 1280)])
async def test_the_desk_and_the_record_break_no_rule(
    base: str,
    chromium: Browser,
    village: Village,
    clerk: Reader,
    township: Reader,
    civil_affairs: Reader,
    language: str,
    width: int,
) -> None:
    desk = await clerk.open(f"/roll/{village.code}?q=040")
    home = desk.link("/households/").removeprefix(clerk.home)
    code = village.code
    pages = [f"/roll/{code}", home, f"/roll/{code}/corrections", f"/roll/{code}/groups"]
    pages += [f"/roll/{code}/{one}" for one in ("representatives", "collective", "offices")]
    pages.append(f"/delegations/{code}")
    villager = await village.browser_of(village.villagers[2])
    broken = []
    for reader, paths in (
        (clerk, pages),
        (villager, ["/my/record", "/my/me", "/my/interests"]),
        (township, [await slip_of(township, village), f"/roll/{code}/groups"]),
        (civil_affairs, [f"/roll/{code}/left", await erasing(civil_affairs, village)]),
    ):
        context = await context_of(chromium, base, reader, language, width)
        for one in paths:
            broken += await faults(context, f"{base}/{village.county.code}{one}", 320, 1920)
        await context.close()

    assert broken == []
