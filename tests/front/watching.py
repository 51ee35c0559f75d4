"""Opens pages in Chromium and says what ran there, was blocked, or stands ready to run."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.async_api import Browser as Chromium
from playwright.async_api import ConsoleMessage, Request
from playwright.async_api import Page as Tab
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from portals import app
from tests import chromium as browsers
from tests.front.walking import Shown
from tests.portals.browsing import served

TABS = 4
# Two renderers for all tabs, no page kept in the background: a page costs half of what it did.
LEAN = [
    "--renderer-process-limit=2",
    "--disable-features=ProactivelySwapBrowsingInstance,BackForwardCache,RenderDocument",
    "--in-process-gpu",
    "--disable-software-rasterizer",
]
NOTHING = Shown("", "/", "", "")
# What no page of ours holds: a script of its own, a handler, an address that runs, a foreign frame.
ACTIVE = """() => {
  const found = [];
  // The seal of the house is drawn in the address; a picture runs nothing that is in it.
  const drawn = (one, value) => /^data:image\\/svg\\+xml(,|;base64,)/.test(value)
    && (one.matches('img') || one.matches('link[rel=icon]'));
  const never = ['iframe', 'object', 'embed', 'base', 'marquee', 'math', 'frame', 'style',
    'template', 'audio', 'video', 'animate', 'set'];
  for (const one of document.querySelectorAll('*')) {
    const name = one.tagName.toLowerCase();
    const src = one.getAttribute('src') || '', href = one.getAttribute('href') || '';
    if (name === 'script' && !src.startsWith('/static/')) found.push('a script of its own');
    if (name === 'link' && !/^\\/[^/]/.test(href) && !drawn(one, href)) {
      found.push('a foreign link');
    }
    if (name === 'form' && !/^\\/[^/]/.test(one.getAttribute('action') || '/x')) {
      found.push('a foreign form');
    }
    if (never.includes(name)) found.push(name);
    for (const at of one.attributes) {
      const value = at.value.replace(/[\\u0000-\\u0020]/g, '').toLowerCase().slice(0, 60);
      if (/^on/i.test(at.name) || at.name === 'srcdoc') found.push(at.name + '=' + value);
      if (/href$|^src$|^action$|^formaction$|^data$|^poster$/.test(at.name)
          && /^(javascript|data|vbscript):/.test(value) && !drawn(one, value)) {
        found.push(at.name + '=' + value);
      }
    }
  }
  return found;
}"""
# A hand that moves over everything, clicks it and writes in it.
TOUCHING = """() => {
  for (const frame of document.querySelectorAll('iframe')) {
    let inside = null;
    try { inside = frame.contentDocument; } catch { continue; }
    for (const one of inside ? inside.querySelectorAll('*') : []) {
      if (one.focus) one.focus();
      for (const name of ['focus', 'focusin', 'mouseover', 'beforetoggle']) {
        one.dispatchEvent(new Event(name));
      }
      one.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
      try { if (one.click) one.click(); } catch { continue; }
    }
  }
}"""
LISTENING = """
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => window.pwn(name);
  document.addEventListener('securitypolicyviolation', (event) => window.blocked(
    event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
"""

# A photo or recording of a suggestion, shown where it is read.
_FILE = re.compile(r"/[0-9]{6}/opinions/[0-9a-f-]{36}/files/[0-9a-f]{64}")


@dataclass
class Watch:
    """A tab in which nothing may run that is not ours."""

    tab: Tab
    base: str
    current: Shown = NOTHING
    seen: list[str] = field(default_factory=list)

    async def faults(self, page: Shown) -> list[str]:
        """Open a page and say what is wrong with it."""
        self.current, self.seen = page, []
        await self.tab.goto(self.base + page.address, wait_until="load")
        await self.reported()
        active = await self.tab.evaluate(ACTIVE)
        return [f"{page.who} {page.address} ({page.route}): {one}" for one in self.seen + active]

    async def reported(self) -> None:
        """Wait until the page has told of what it refused: it tells in a task of its own."""
        await self.tab.evaluate("() => new Promise((done) => setTimeout(done))")

    async def touched(self, page: Shown, patience_ms: int) -> list[str]:
        """Open a page of frames, touch everything in them, and say what happened."""
        self.current, self.seen = page, []
        await self.tab.goto(self.base + page.address, wait_until="load")
        await self.tab.evaluate(TOUCHING)
        await self.tab.wait_for_timeout(patience_ms)
        return list(self.seen)

    def asking(self, request: Request) -> None:
        """Note what a page wants from elsewhere, or a second page."""
        own = request.url.startswith((f"{self.base}/static/", "data:image/"))
        own |= bool(_FILE.fullmatch(request.url.removeprefix(self.base)))
        first = request.is_navigation_request() and request.frame == self.tab.main_frame
        if not own and not (first and request.url.startswith(self.base)):
            self.seen.append(f"asks for {request.url[:100]}")

    def said(self, line: ConsoleMessage) -> None:
        """Note what Chromium holds against a page."""
        if line.type == "error" and "Failed to load resource" not in line.text:
            self.seen.append(f"console: {line.text[:200]}")


class Site:
    """Gives each tab the page that it looks at, as it was got, and our own files."""

    def __init__(self) -> None:
        """Serve nothing yet."""
        self.app = app.build()
        self.tabs: dict[str, Watch] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of a tab."""
        if scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        watch = self.tabs[request.headers["x-tab"]]
        if request.headers.get("sec-fetch-dest", "document") == "document":
            page = watch.current
            answer = HTMLResponse(page.html, page.status, dict(page.headers))
        else:
            answer = HTMLResponse("", 404)
        await answer(scope, receive, send)


@asynccontextmanager
async def several(chromium: Chromium) -> AsyncIterator["Tabs"]:
    """Open a few tabs that share the pages among them."""
    site = Site()
    async with served(site) as base:
        for number in range(TABS):
            context = await chromium.new_context(
                service_workers="block",
                extra_http_headers={"x-tab": str(number)},
                viewport={"width": 400, "height": 300},
            )
            site.tabs[str(number)] = await _watched(await context.new_page(), base)
        yield Tabs(list(site.tabs.values()))
        for watch in site.tabs.values():
            await watch.tab.context.close()


async def _watched(tab: Tab, base: str) -> Watch:
    watch = Watch(tab, base)

    def ran(_source: Any, *said: object) -> None:
        watch.seen.append(f"RAN {said}")

    def blocked(_source: Any, said: str) -> None:
        watch.seen.append(f"blocked {said}")

    await tab.expose_binding("pwn", ran)
    await tab.expose_binding("blocked", blocked)
    await tab.add_init_script(LISTENING)
    tab.on("request", watch.asking)
    tab.on("console", watch.said)
    tab.on("pageerror", lambda error: watch.seen.append(f"page error {error}"))
    tab.on("dialog", lambda one: watch.seen.append(f"dialog {one.message}"))
    tab.on("popup", lambda one: watch.seen.append(f"popup {one.url}"))
    return watch


@asynccontextmanager
async def launched() -> AsyncIterator[Chromium]:
    """Start a Chromium that finds no host but this one."""
    nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    async with browsers.launched(*LEAN, nowhere) as browser:
        yield browser


@dataclass(frozen=True)
class Tabs:
    """Tabs that work side by side."""

    tabs: list[Watch]

    async def faults(self, pages: Iterable[Shown]) -> list[str]:
        """Open every page in one of the tabs."""
        waiting, found = list(pages)[::-1], list[str]()

        async def work(watch: Watch) -> None:
            while waiting:
                found.extend(await watch.faults(waiting.pop()))

        await asyncio.gather(*(work(one) for one in self.tabs))
        return found


def without_policy(page: Shown) -> Shown:
    """Return a page as it would be if the browser were told nothing."""
    return replace(page, headers={})
