"""What a journey without scripts opens is looked at in Chromium as well, once the journey is over.

`SCREENSHOTS=folder` keeps pictures of every such page at three widths in both languages.
"""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser as Chromium
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from portals import app
from tests.chromium import launched
from tests.portals.browsing import faults, served
from tests.portals.site import Browser, Page

WIDTHS = (360, 1280, 1920)
# Ids, numbers of documents and codes of places: pages that differ in these alone are of one kind.
_KEY = re.compile(r"/[A-Za-z0-9_=-]{16,}|/\d{6,12}")


class Looking:
    """The fullest page of every kind that was opened, in each language."""

    def __init__(self) -> None:
        """Know no page yet."""
        self.pages: dict[str, str] = {}

    async def keep(self, browser: Browser, page: Page) -> None:
        """Keep a page, and the same in English."""
        if "<main" not in page.html:
            return
        kind = f"{_KEY.sub('/-', page.path.removeprefix(browser.home))} {page.status}"
        if len(page.html) <= len(self.pages.get(f"{kind} zh", "")):
            return
        self.pages[f"{kind} zh"] = page.html
        if page.status == 200:
            english = await browser.client.get(
                f"{page.path}?{page.query}", headers={"Accept-Language": "en"}
            )
            self.pages[f"{kind} en"] = english.text

    async def faults(self, chromium: Chromium) -> list[str]:
        """Open every page on a phone, and ask for its width on other screens too."""
        names, found = list(self.pages), list[str]()
        async with served(self._site(names)) as base:
            context = await chromium.new_context(viewport={"width": WIDTHS[0], "height": 800})
            for number, name in enumerate(names):
                address = f"{base}/{number}"
                rules = name.endswith("zh")  # the English page is built of the same elements
                wrong = await faults(context, address, *WIDTHS[1:], rules=rules)
                found += [one.replace(address, name) for one in wrong]
                if folder := os.environ.get("SCREENSHOTS"):
                    await _pictures(chromium, address, Path(folder, re.sub(r"[^\w-]+", "_", name)))
            await context.close()
        return found

    def _site(self, names: list[str]) -> ASGIApp:
        files = app.build()

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            number = scope["path"].removeprefix("/")
            if number.isdigit():
                page = HTMLResponse(self.pages[names[int(number)]])
                await page(scope, receive, send)
            else:
                await files(scope, receive, send)

        return answer


async def _pictures(chromium: Chromium, address: str, file: Path) -> None:
    for width in WIDTHS:
        page = await chromium.new_page(viewport={"width": width, "height": 800})
        await page.goto(address)
        await page.screenshot(path=f"{file}_{width}.png", full_page=True)
        await page.close()


@asynccontextmanager
async def looked_at() -> AsyncIterator[None]:
    """Look in Chromium at what readers open meanwhile; a page that breaks a rule fails the test."""
    looking = Looking()
    visit, send = Browser.visit, Browser.send

    async def visited(browser: Browser, address: str) -> Page:
        page = await visit(browser, address)
        await looking.keep(browser, page)
        return page

    async def sent(browser: Browser, page: Page, path: str, **typed: str) -> Page:
        answer = await send(browser, page, path, **typed)
        await looking.keep(browser, answer)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Browser, "visit", visited)
        patch.setattr(Browser, "send", sent)
        yield
    async with launched() as chromium:
        found = await looking.faults(chromium)
    if found:
        pytest.fail("\n".join(found))
