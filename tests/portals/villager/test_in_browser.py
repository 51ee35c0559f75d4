"""The public, identity and villager pages in a real Chromium: accessibility and narrow screens."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from portals.demo import sign_ins
from tests.chromium import launched
from tests.portals.browsing import faults, served
from tests.portals.site import Browser as Reader
from tests.portals.site import Village

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
async def base(village: Village) -> AsyncIterator[str]:
    async with served() as address:
        yield address


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
async def paths(village: Village) -> dict[str, list[str]]:
    """One address of every kind of page, for visitors and for villagers."""
    reader = await village.browser_of(village.villagers[1])
    home = await reader.open(f"/v/{village.code}")
    today = await reader.open("/my")
    bulletin = home.link("/d/").removeprefix(reader.home)
    matter = today.link("/my/matters/").removeprefix(reader.home)
    visitor = ["/", "/?q=smsc", "/bulletins", "/check", "/help", "/help/accessibility"]
    visitor += ["/help/privacy", "/sign-in", "/claim", "/claim/slip", f"/v/{village.code}"]
    visitor += [bulletin, bulletin.replace("/d/", "/c/"), "/c/123456789012", "/data/FindVillage"]
    visitor.append(home.link("/m/").removeprefix(reader.home))
    own = ["/my", "/my/say", "/my/opinions", "/my/open", "/my/me", "/me", "/me/password"]
    own += [matter, "/sign-out", "/second-factor", "/second-factor/enrol"]
    return {"visitor": visitor, "villager": own}


@pytest.mark.parametrize(("language", "width"), [("zh", 320), ("en", 1280)])
async def test_a_visitors_pages_break_no_rule(
    base: str,
    chromium: Browser,
    village: Village,
    paths: dict[str, list[str]],
    language: str,
    width: int,
) -> None:
    context = await chromium.new_context(viewport={"width": width, "height": 800})
    await context.add_cookies([{"name": "lang", "value": language, "url": base}])

    addresses = [f"{base}/", *(f"{base}/{village.county.code}{one}" for one in paths["visitor"])]
    broken = [fault for one in addresses for fault in await faults(context, one)]

    await context.close()
    assert broken == []


@pytest.mark.parametrize(("language", "width"), [("zh", 320), ("en", 1280)])
async def test_a_villagers_pages_break_no_rule(
    base: str,
    chromium: Browser,
    village: Village,
    paths: dict[str, list[str]],
    language: str,
    width: int,
) -> None:
    context = await chromium.new_context(viewport={"width": width, "height": 800})
    await context.add_cookies([{"name": "lang", "value": language, "url": base}])
    home = f"{base}/{village.county.code}"
    page = await context.new_page()
    await page.goto(f"{home}/sign-in")
    await page.fill("input[name=phone]", village.phones[village.villagers[2]])
    await page.fill("input[name=password]", sign_ins.PASSWORD)
    await page.click("form:has(input[name=password]) button[type=submit]")
    assert page.url == f"{home}/my"

    broken = [fault for one in paths["villager"] for fault in await faults(context, home + one)]

    await context.close()
    assert broken == []


async def test_the_find_form_replaces_only_the_list(
    base: str, chromium: Browser, village: Village
) -> None:
    page = await chromium.new_page()
    await page.goto(f"{base}/{village.county.code}/")
    await page.evaluate("() => { window.kept = true }")

    await page.fill("#f-q", "smsc")
    await page.press("#f-q", "Enter")
    await page.wait_for_selector("#villages a.hit")

    assert await page.evaluate("() => window.kept")
    assert re.search(r"\?q=smsc", page.url)
    assert "三苗树村" in await page.inner_text("#villages")
    await page.close()


async def test_a_reader_without_scripts_sees_no_dead_button(village: Village) -> None:
    reader = Reader(village.county.code)
    home = await reader.open(f"/v/{village.code}")

    page = await reader.visit(home.link("/d/"))

    for words in ("data-speak", "data-print"):
        [button] = re.findall(rf"<button[^>]*{words}[^>]*>", page.html)
        assert button.endswith("hidden>")
