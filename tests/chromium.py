"""The browser of all browser tests: the system's Chromium."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright

# The same engine without the window around it: a page costs it a quarter of the time.
_NAMES = ("chromium-headless-shell", "chromium")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=zh-CN",
]


@asynccontextmanager
async def launched(*more: str) -> AsyncIterator[Browser]:
    """Start one Chromium, with more arguments if need be; `make browser` installs it."""
    executable = next(filter(None, map(shutil.which, _NAMES)), None)
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=executable, args=[*_ARGUMENTS, *more])
        yield browser
        await browser.close()
