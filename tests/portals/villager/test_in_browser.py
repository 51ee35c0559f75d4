"""The public, identity and villager pages in a real Chromium: accessibility and narrow screens."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import closing, suppress

import pytest
import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, async_playwright

from portals import app
from portals.demo import sign_ins
from tests.portals.site import Browser as Reader
from tests.portals.site import Village

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("villager-browser")]

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=zh-CN"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LOUD = {"error", "warning"}
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="session")
async def base(village: Village) -> AsyncIterator[str]:
    """The whole site served on a free port, in this event loop."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(app.build(), port=port, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it by this flag alone
            await asyncio.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    with suppress(asyncio.CancelledError):
        await serving


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()


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


async def _faults(context: BrowserContext, address: str) -> list[str]:
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type in LOUD else None)
    await page.goto(address)
    results = await Axe().run(page, options=OPTIONS)
    found = [
        f"{address}: {rule['id']} {rule['nodes'][0]['html'][:120]}"
        for rule in results.response["violations"]
    ]
    if await page.evaluate(TOO_WIDE):
        found.append(f"{address}: wider than the screen")
    await page.close()
    return [*found, *said]


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
    faults = [fault for one in addresses for fault in await _faults(context, one)]

    await context.close()
    assert faults == []


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

    faults = [fault for one in paths["villager"] for fault in await _faults(context, home + one)]

    await context.close()
    assert faults == []


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
