"""A village at work and browsers without scripts, for the tests of the pages."""

import gzip
import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

import httpx

from infra import clock
from portals import app
from portals.demo import sign_ins
from portals.demo.stage import Stage, delegate, stage
from portals.identity import demonstration
from tenants import provisioning
from tenants.registry import Tenant
from tests.addresses import fresh_address
from tests.conftest import fresh_code
from tests.factories import villages

BASE = "http://testserver"


class _Forms(HTMLParser):
    """Collects the forms of a page with their hidden fields."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((at["action"], {}))
        elif tag == "input" and at.get("type") == "hidden" and self.found:
            self.found[-1][1][at["name"]] = at["value"]


class Page:
    """One answer: its status, its address, its words and its forms."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status = answer.status_code
        self.path = answer.url.path
        self.query = answer.url.query.decode()
        self.html = answer.text
        self.headers = answer.headers

    @property
    def words(self) -> str:
        """What a reader sees of the main part, on one line."""
        main = self.html.partition("<main")[2].partition("<footer")[0]
        return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", "<main" + main)))

    @property
    def title(self) -> str:
        return unescape(self.html.partition("<title>")[2].partition("</title>")[0])

    @property
    def links(self) -> list[str]:
        return [unescape(one) for one in re.findall(r'href="([^"]+)"', self.html)]

    def link(self, part: str) -> str:
        """Return the first address that holds this part."""
        return next(one for one in self.links if part in one)

    def hidden(self, action: str) -> dict[str, str]:
        """Return the hidden fields of the form that leads to an address."""
        forms = _Forms()
        forms.feed(self.html)
        return next(fields for where, fields in forms.found if where == action)

    @property
    def buttons(self) -> list[str]:
        """Return the words on the buttons."""
        found = re.findall(r"<button[^>]*>(.*?)</button>", self.html, re.DOTALL)
        found += re.findall(r'<a class="btn[^>]*>(.*?)</a>', self.html, re.DOTALL)
        return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", one)).strip() for one in found]


class Browser:
    """Somebody's browser with scripts switched off: it keeps cookies and sends forms."""

    def __init__(self, county: str, language: str = "zh") -> None:
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app.build(), client=(fresh_address(), 40_000)),
            base_url=BASE,
            follow_redirects=True,
            headers={"Accept-Language": language},
        )
        self.home = f"/{county}"

    async def open(self, path: str) -> Page:
        """Open a page of the county."""
        return await self.visit(self.home + path)

    async def visit(self, address: str) -> Page:
        """Open a page of the site."""
        return Page(await self.client.get(address))

    async def send(self, page: Page, path: str, **typed: str) -> Page:
        """Fill the form of a page that leads to a path of the county, and send it."""
        fields = {**page.hidden(self.home + path), **typed}
        return Page(await self.client.post(self.home + path, data=fields))

    async def weight(self, page: Page) -> int:
        """Return the bytes of a first visit, compressed: the page, its style and its scripts."""
        files = [one for one in page.links if one.startswith("/static/") and one.endswith(".css")]
        files += re.findall(r'<script src="([^"]+)"', page.html)
        parts = [page.html.encode(), *[(await self.client.get(one)).content for one in files]]
        return sum(len(gzip.compress(one)) for one in parts)

    async def sign_in(self, phone: str, password: str = sign_ins.PASSWORD) -> Page:
        page = await self.open("/sign-in")
        return await self.send(page, "/sign-in", phone=phone, password=password)

    async def show_second_factor(self) -> None:
        """Type the authenticator's code, if this account has an authenticator.

        A code works once: whoever has used the present one, in another browser, types the next.
        """
        page = await self.open("/second-factor")
        shown = demonstration.code()
        assert shown is not None
        for code in (shown.now, shown.following):
            if f'action="{self.home}/second-factor"' not in page.html:
                return
            page = await self.send(page, "/second-factor", code=code)
        assert "/second-factor" not in page.path, page.words


@dataclass(frozen=True)
class Village:
    """A village with an account for everybody who holds an office, and for five villagers."""

    county: Tenant
    code: str
    on: Stage
    phones: dict[str, str]

    @property
    def villagers(self) -> list[str]:
        """The names of those who hold no office."""
        return [name for name in self.phones if name.startswith("居民")]

    async def browser_of(self, name: str, language: str = "zh") -> Browser:
        """Return a browser in which this person has signed in."""
        browser = Browser(self.county.code, language)
        page = await browser.sign_in(self.phones[name])
        assert "/sign-in" not in page.path, page.words
        return browser

    async def proven_browser_of(self, name: str, language: str = "zh") -> Browser:
        """Return a browser in which this person has signed in and shown the second factor."""
        browser = await self.browser_of(name, language)
        await browser.show_second_factor()
        return browser


async def open_village() -> Village:
    """Open a county with one village in it."""
    county = await provisioning.open_tenant(fresh_code(), "开鲁县")
    made = await villages.sanmiaoshu(county)
    lines = [
        *await sign_ins.of_offices(county, made.code[:9]),
        *await sign_ins.of_village(county, made.code),
    ]
    on = await stage(county, made.code)
    await delegate(on, clock.today())
    return Village(county, made.code, on, {one.name: one.phone for one in lines})
