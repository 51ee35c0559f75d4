"""Walks through the site as everybody, and finds the forms on the way."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from urllib.parse import urldefrag, urljoin

from markupsafe import escape

from portals import app
from tests.front import addresses, payloads
from tests.portals.site import BASE, Browser

_LINK = re.compile(r'href="([^"]+)"')
_FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
_FIELD = re.compile(r"<(input|textarea|select)\b([^>]*)>", re.DOTALL)
_AT = re.compile(r'([a-z-]+)="([^"]*)"')
_NOT_FOLLOWED = re.compile(
    r"/preferences|/sign-out|/graphql|/static/|\.pdf$|/files/|/boards/|/data/|export\.|\.json$"
)
# What these show depends most on how far something is: a few more of them.
_BY_STATE, _MORE = re.compile("/(elections|demands)/{id}"), 3
_TYPED = {"text", "search", "tel", "password", "email", "url"}
# What differs each time: tokens, keys, the time on the clock.
_FRESH = re.compile(r'(name="(?:csrf|key)" value=)"[^"]*"|\d\d:\d\d(?::\d\d)?')
SENT = ("content-security-policy", "content-type", "referrer-policy", "x-content-type-options")
_ESCAPED = [str(escape(one)) for one in payloads.PAYLOADS]


@dataclass(frozen=True)
class Shown:
    """One page as somebody got it."""

    who: str
    address: str
    route: str
    html: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def planted(self) -> set[str]:
        """Which payloads stand on the page as text."""
        pairs = zip(payloads.PAYLOADS, _ESCAPED, strict=True)
        return {one for one, escaped in pairs if escaped in self.html}

    @property
    def alike(self) -> tuple[str, str]:
        """What two pages share that differ in nothing but their tokens."""
        return self.address.partition("?")[0], _FRESH.sub(r"\1", self.html)


@dataclass
class Walk:
    """What one person has opened so far."""

    who: str
    browser: Browser
    each: int
    seen: set[str] = field(default_factory=set)
    often: Counter[str] = field(default_factory=Counter)
    pages: list[Shown] = field(default_factory=list)
    without: set[str] = field(default_factory=set)


_ROUTES: list[tuple[str, re.Pattern[str]]] = []


def route_of(path: str) -> str:
    """Return the route that answers a path."""
    if not _ROUTES:
        _ROUTES.extend((one.path, one.path_regex) for one in app.build().routes)  # type: ignore[attr-defined]
    return next((name for name, pattern in _ROUTES if pattern.match(path)), "")


def more(route: str, some: int) -> int:
    """Return how many pages of a route are opened where usually it is some."""
    return some + _MORE * bool(_BY_STATE.search(route))


async def walk(
    who: str,
    browser: Browser,
    starts: Iterable[str],
    each: int = 1,
    *,
    follows: bool = True,
    without: Iterable[str] = (),
) -> list[Shown]:
    """Follow the links from the starts; each route a few times, a refused one no further."""
    done, waiting = Walk(who, browser, each, without=set(without)), list(starts)
    while waiting:
        links = await _step(done, waiting.pop(0))
        waiting += links if follows else []
    return done.pages


async def _step(done: Walk, address: str) -> list[str]:
    route = route_of(address.partition("?")[0])
    key = f"{route}?{'?' in address}"
    if address in done.seen or _NOT_FOLLOWED.search(address) or route in done.without:
        return []
    if done.often[key] >= more(route, done.each):
        return []
    done.seen.add(address)
    page = await opened(done.who, done.browser, address)
    elsewhere = page is not None and page.route != route
    done.often[key] += done.each if elsewhere else page is not None and page.status == 200
    if page is None or page.address in {one.address for one in done.pages}:
        return []
    done.pages.append(page)
    base = page.address.partition("?")[0]
    links = (_local(base, unescape(one)) for one in _LINK.findall(page.html))
    return [one for one in links if one.startswith((done.browser.home, "/check", "/help"))]


async def opened(who: str, browser: Browser, address: str, **query: str) -> Shown | None:
    """Open one address; nothing comes back where the answer is no page."""
    answer = await browser.client.get(address, params=query or None)
    if "html" not in answer.headers.get("content-type", ""):
        return None
    headers = {name: answer.headers[name] for name in SENT if name in answer.headers}
    where = str(answer.url).removeprefix(BASE)
    route = route_of(answer.url.path)
    return Shown(who, where, route, answer.text, answer.status_code, headers)


def _local(base: str, link: str) -> str:
    whole = urldefrag(urljoin(BASE + base, link)).url
    return whole.removeprefix(BASE) if whole.startswith(BASE + "/") else ""


@dataclass(frozen=True)
class Sheet:
    """A form: where it leads, its fixed fields, and those that take text."""

    action: str
    fixed: dict[str, str]
    free: list[str]


def sheets(html: str) -> list[Sheet]:
    """Return the forms of a page."""
    return [_sheet(unescape(action), inside) for action, inside in _FORM.findall(html)]


def _sheet(action: str, inside: str) -> Sheet:
    fixed, free = {}, []
    for tag, text in _FIELD.findall(inside):
        at = {name: unescape(value) for name, value in _AT.findall(text)}
        kind, name = at.get("type", "text"), at.get("name", "")
        if name and (tag == "textarea" or (tag == "input" and kind in _TYPED)):
            free.append(name)
        elif name and kind != "file":
            fixed[name] = at.get("value", "")
    return Sheet(action, fixed, free)


def routes() -> set[str]:
    """Return the routes whose answers are pages."""
    no_page = (
        r"graphql|static|healthz|readyz|\.pdf|\.xlsx|\.json|export|files|boards|demand-sheets"
        r"|/data/|/preferences"
    )
    found = {one.path for one in addresses.routes("GET")}
    return {one for one in found if not re.search(no_page, one)}
