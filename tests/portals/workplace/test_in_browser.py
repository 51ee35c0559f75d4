"""The main pages of every role in a real Chromium, in both languages: accessibility and width."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.chromium import launched
from tests.portals.browsing import faults, served
from tests.portals.site import Village
from tests.portals.workplace.conftest import Sign

pytestmark = pytest.mark.browser

# Each role's home, and the page on which it does most; MATTER and BULLETIN are the newest ones.
PAGES = {
    "党支部01": ["/secretary", "/secretary/matters/new", "/secretary/needs", "MATTER", "/me"],
    "文书01": ["/committee", "/committee/matters", "BULLETIN"],
    "监委01": ["/supervision", "/supervision/bulletins"],
    "代表01": ["/rep", "/rep/meetings", "/rep/households", "/my"],
    "镇审核员": ["/township", "/township/matters", "/township/reviews", "MATTER"],
    "县民政": ["/office", "/office/villages/new", "/office/methods", "METHOD", "/office/numbers"],
    "县系统管理员": ["/office/accounts", "/office/accounts/new", "ACCOUNT"],
    "县安全管理员": ["ACCOUNT"],
    "县审计管理员": ["/office/audit", "/office/audit/chain"],
    "镇管理员": ["/township/figures", "/elections/new", "/assignments", "/township/members"],
    "镇党政办": ["/township-own", "/township-own/matters/new", "TOWNSHIP"],
    "县开发者": ["/me", "/me/tokens"],
}
# On these pages every Chinese name is marked as Chinese when the page is English.
MARKED = {"/secretary", "/committee", "/supervision", "/rep", "/my", "/township", "/me"}
MARKED |= {"/township-own", "/township/members", "/office/audit", "/office/accounts", "ACCOUNT"}

# How many rows the navigation takes.
ROWS = """() => new Set([...document.querySelectorAll('.nav .wrap > ul > li')]
  .filter(item => item.offsetParent !== null)
  .map(item => Math.round(item.getBoundingClientRect().top))).size"""


@pytest.fixture(scope="session")
async def base(village: Village) -> AsyncIterator[str]:
    async with served() as address:
        yield address


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
async def newest(village: Village, sign: Sign) -> dict[str, str]:
    """A matter under way, a published bulletin, a county's method, an account, a township."""
    clerk = await sign("文书01")
    matters, bulletins = [await clerk.open(f"/committee/{one}") for one in ("matters", "bulletins")]
    found = {"MATTER": matters.link("/matters/T"), "BULLETIN": bulletins.link("/bulletins/Q")}
    office = await sign("县民政")
    written = await office.open("/office/methods")
    if "/office/methods/qi_wubu" not in written.html:
        said = {"based_on": "babu_jiamusi", "method_key": "qi_wubu"}
        await office.send(written, "/office/methods", **said)
    admin = await sign("县系统管理员")
    reviewers = await admin.open("/office/accounts?q=镇审核员")
    found["ACCOUNT"] = reviewers.link("/office/accounts/Q")
    shown = {name: address.removeprefix(clerk.home) for name, address in found.items()}
    named = {"METHOD": "/office/methods/qi_wubu?step=vote", "TOWNSHIP": f"/t/{village.code[:9]}"}
    return {**shown, **named}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
async def test_the_main_pages_of_a_role_break_no_rule(
    base: str,
    chromium: Browser,
    village: Village,
    sign: Sign,
    newest: dict[str, str],
    name: str,
    language: str,
) -> None:
    cookies = {**dict((await sign(name)).client.cookies), "lang": language}
    context = await chromium.new_context(viewport={"width": 360, "height": 800})
    await context.add_cookies(
        [{"name": key, "value": value, "url": base} for key, value in cookies.items()]
    )
    home = f"{base}/{village.county.code}"

    broken = [
        fault
        for path in PAGES[name]
        for fault in await faults(
            context, home + newest.get(path, path), 1280, marked=path in MARKED
        )
    ]

    await context.close()
    assert broken == []


@pytest.mark.parametrize(("width", "folded"), [(360, True), (1280, False)])
async def test_more_than_five_places_are_reached_without_scripts(
    base: str, chromium: Browser, village: Village, sign: Sign, width: int, folded: bool
) -> None:
    cookies = {**dict((await sign("镇管理员")).client.cookies), "lang": "zh"}
    context = await chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False
    )
    await context.add_cookies(
        [{"name": key, "value": value, "url": base} for key, value in cookies.items()]
    )
    page = await context.new_page()
    await page.goto(f"{base}/{village.county.code}/township")
    for label, path in (("联名", "/demands"), ("任职检查", "/assignments")):
        if folded:
            await page.locator(".nav summary").click()
        await page.locator(".nav a:visible", has_text=label).click()
        assert page.url.endswith(path)
        assert await page.locator(".nav [aria-current]").count() == 2  # one of the two is shown
    await context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_five_items_of_navigation_stay_on_one_row_of_a_phone(
    base: str, chromium: Browser, village: Village, sign: Sign, language: str
) -> None:
    taken = {}
    for name in ("党支部01", "代表01", "镇审核员", "县民政"):
        cookies = {**dict((await sign(name)).client.cookies), "lang": language}
        context = await chromium.new_context(viewport={"width": 360, "height": 800})
        await context.add_cookies(
            [{"name": key, "value": value, "url": base} for key, value in cookies.items()]
        )
        page = await context.new_page()
        await page.goto(f"{base}/{village.county.code}{PAGES[name][0]}")
        taken[name] = await page.evaluate(ROWS)
        await context.close()

    assert taken == dict.fromkeys(taken, 1)
