"""What the tests in a real Chromium share: the served site, the browser, the rules of a page."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress

import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext
from starlette.types import ASGIApp

from portals import app
from tests.portals.site import Browser as Reader

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
LOUD = {"error", "warning"}
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Two elements of one name: a label or a link of the error summary would lead to the first.
SAME_IDS = r"""() => {
  const names = [...document.querySelectorAll('[id]')].map(one => one.id);
  return names.filter((name, at) => names.indexOf(name) !== at);
}"""
# Chinese words on an English page that no element marks as Chinese.
UNMARKED = r"""() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent.trim();
    const language = walk.currentNode.parentElement.closest('[lang]').lang;
    if (language === 'en' && /[\u4e00-\u9fff]/.test(text)) found.push(text.slice(0, 40));
  }
  return found;
}"""


@asynccontextmanager
async def served(site: ASGIApp | None = None) -> AsyncIterator[str]:
    """Serve the whole site, or another, on a free port, in this event loop; give its address."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(site or app.build(), port=port, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    async with asyncio.timeout(20):
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it by this flag alone
            await asyncio.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    with suppress(asyncio.CancelledError):
        await serving


async def context_of(
    chromium: Browser, base: str, reader: Reader, language: str, width: int
) -> BrowserContext:
    """Return a context in which the reader of a browser without scripts goes on."""
    context = await chromium.new_context(viewport={"width": width, "height": 800})
    cookies = [
        {"name": one.name, "value": one.value or "", "url": base}
        for one in reader.client.cookies.jar
        if one.name != "lang"
    ]
    await context.add_cookies([*cookies, {"name": "lang", "value": language, "url": base}])  # type: ignore[list-item]
    return context


async def faults(
    context: BrowserContext,
    address: str,
    *more_widths: int,
    marked: bool = False,
    rules: bool = True,
) -> list[str]:
    """Return what a page gets wrong: rules of accessibility, its width, words to the console.

    On an English page that is `marked` every Chinese name says that it is Chinese.
    """
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type in LOUD else None)
    await page.goto(address)
    broken = (await Axe().run(page, options=OPTIONS)).response["violations"] if rules else []
    found = [f"{address}: {rule['id']} {rule['nodes'][0]['html'][:120]}" for rule in broken]
    for width in (None, *more_widths):
        if width is not None:
            await page.set_viewport_size({"width": width, "height": 800})
        if await page.evaluate(TOO_WIDE):
            found.append(f"{address}: wider than the screen of {width or 'the test'}")
    found += [f"{address}: two of id {name}" for name in await page.evaluate(SAME_IDS)]
    if marked:
        found += [f"{address}: unmarked {text}" for text in await page.evaluate(UNMARKED)]
    await page.close()
    return [*found, *said]
