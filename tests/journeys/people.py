"""A person at a browser: signs in, opens pages, fills forms and presses buttons by their words."""

from dataclasses import dataclass

from playwright.async_api import Error, Locator, Page, Response


@dataclass
class Person:
    """Somebody with an account and a browser page of their own."""

    page: Page
    base: str
    account: dict[str, str]

    @property
    def county(self) -> str:
        return f"{self.base}/{self.account['county']}"

    async def visit(self, path: str) -> None:
        """Open a page of the county; a page that fails fails the test."""
        answer = await self._goto(path) or await self._goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}\n{await self.text()}"

    async def _goto(self, path: str) -> Response | None:
        """Open a page; nothing if the page that was there renewed itself meanwhile and cut in."""
        try:
            return await self.page.goto(f"{self.county}{path}")
        except Error as error:
            if "interrupted by another navigation" not in error.message:
                raise
            await self.page.wait_for_load_state()
            return None

    async def press(self, words: str) -> None:
        """Press the button of these words."""
        await self.page.get_by_role("button", name=words).first.click()

    async def send(self, button: Locator, status: int = 200) -> None:
        """Press a button that sends a form; the page that answers has this status."""
        async with self.page.expect_navigation() as navigation:
            await button.click()
        answer = await navigation.value
        assert answer is not None
        assert answer.status == status, f"{answer.url}: {answer.status}\n{await self.text()}"

    async def follow(self, words: str) -> None:
        """Follow the link of these words."""
        await self.page.get_by_role("link", name=words).first.click()

    async def fill(self, label: str, value: str) -> None:
        await self.page.get_by_label(label).first.fill(value)

    async def choose(self, label: str) -> None:
        """Tick the radio button or the box of this label."""
        await self.page.get_by_label(label).first.check()

    async def text(self) -> str:
        """Everything that the page shows."""
        return await self.page.inner_text("main")

    async def sees(self, words: str) -> None:
        shown = await self.text()
        assert words in shown, f"{words!r} is not on {self.page.url}:\n{shown}"


async def sign_in(person: Person) -> None:
    """Sign in with phone and password, and with the second factor where the page asks for it."""
    await person.visit("/sign-in")
    await person.page.locator("input[name=phone]").first.fill(person.account["phone"])
    await person.page.locator("input[name=password]").first.fill(person.account["password"])
    await person.page.locator("form:has(input[name=password]) button").first.click()
    await show_second_factor(person)
    assert "/sign-in" not in person.page.url, await person.text()


async def show_second_factor(person: Person) -> bool:
    """Enter the authenticator's code if the page asks for it; say whether it did."""
    shown = person.page.locator("[data-demo-code]")
    if not await shown.count():
        return False
    code = await shown.inner_text()
    await person.page.locator("input[name=code]").fill(code.strip())
    await person.page.locator("form:has(input[name=code]) button").first.click()
    return True
