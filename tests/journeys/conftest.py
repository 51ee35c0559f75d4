"""One running system and one Chromium for all journeys, and people who sign in with them."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from tests.chromium import launched
from tests.journeys.people import Person, sign_in
from tests.journeys.system import System, running


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    with running("--empty") as one:
        yield one


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest.fixture
async def people(system: System, chromium: Browser) -> AsyncIterator["People"]:
    one = People(system, chromium)
    yield one
    await one.leave()


class People:
    """Opens a browser for each person, once, signed in; scripts are off unless asked for."""

    def __init__(self, system: System, chromium: Browser) -> None:
        self.system = system
        self.chromium = chromium
        self.known: dict[str, Person] = {}
        self.contexts: list[BrowserContext] = []

    async def open(self, *, scripts: bool = False, **options: object) -> Page:
        """A browser of somebody who has not signed in."""
        context = await self.chromium.new_context(
            java_script_enabled=scripts,
            locale="zh-CN",
            viewport={"width": 360, "height": 740},
            **options,  # type: ignore[arg-type]
        )
        self.contexts.append(context)
        return await context.new_page()

    async def the(self, role: str, name: str = "", place: str = "") -> Person:
        """The person of this role, signed in."""
        account = self.system.who(role, name, place)
        if account["phone"] not in self.known:
            page = await self.open()
            person = Person(page, self.system.base, account)
            await sign_in(person)
            self.known[account["phone"]] = person
        return self.known[account["phone"]]

    async def leave(self) -> None:
        for context in self.contexts:
            await context.close()
