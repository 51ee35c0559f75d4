"""Scripts written into every text and every field stay texts on every page, in both languages."""

import re

import pytest

from tenants.authorization.roles import Role
from tests.front import attacked, overwriting, payloads, texts, walking
from tests.front.attacked import Planted
from tests.front.walking import Shown
from tests.front.watching import Tabs
from tests.portals.site import Browser

pytestmark = pytest.mark.browser

MARKUP = re.compile("pwn|e[.]example")
# An address that runs, where a tag of the page itself has one: signs in texts are escaped.
RUNNING = re.compile(
    r"""<\w+(?:\s+[\w-]+(?:=(?:"[^"]*"|[^\s">]*))?)*?"""
    r"""\s+(?:href|src|action)="?\s*(?:javascript|data:text|vbscript)""",
    re.IGNORECASE,
)


# --- what was planted --------------------------------------------------------------------------


def test_every_text_argument_took_payloads_or_refused_them(planted: Planted) -> None:
    sent = {argument for one in planted.sent for argument in one.arguments}

    assert sorted(sent) == texts.arguments()
    assert [one for one in planted.sent if one.status != 200] == []
    assert {one.kind for one in planted.sent} == {"application/json; charset=utf-8"}
    told = {code for one in planted.sent for code in one.codes}
    assert told & {"", "INTERNAL", "BAD_USER_INPUT"} == set(), "nothing was asked"
    crooked = [one for one in planted.sent if set(one.arguments) & set(texts.NEVER_FREE)]
    assert {a for one in crooked if one.accepted for a in one.arguments} == texts.UNREAD


def test_what_no_mutation_could_write_stands_in_its_column(planted: Planted) -> None:
    """A text for which no matter of the village is far enough is written where it is kept."""
    written = {a for one in planted.sent if one.accepted for a in one.arguments}
    places = {*texts.KEPT_IN.values(), *overwriting.SHAPES}
    sent_alone = {a for a, place in texts.KEPT_IN.items() if place in texts.SEALED}

    assert [one for one in sorted(places - texts.SEALED) if not planted.columns[one]] == []
    assert sent_alone <= written
    assert len(written & set(texts.KEPT_IN)) >= 50
    assert planted.columns["resident.name"] > 60
    assert planted.columns["log_leaf.body"] > 3


# --- where it shows ----------------------------------------------------------------------------


async def test_every_page_was_opened_and_every_payload_stands_on_some(shown: list[Shown]) -> None:
    opened = {one.route for one in shown if one.status == 200}
    standing = set[str]().union(*(one.planted for one in shown))

    assert sorted(walking.routes() - opened) == sorted(texts.WITHOUT_PAGE)
    assert [(one.who, one.address) for one in shown if one.status >= 500] == []
    assert set(payloads.PAYLOADS) - standing == set()
    assert len({one.route for one in shown if one.planted}) >= 40


async def test_no_payload_runs_on_any_page(shown: list[Shown], tabs: Tabs) -> None:
    """No execution, dialog, blocked script, page error or foreign address in Chromium."""
    views = attacked.chosen(shown)

    assert await tabs.faults(views) == []
    assert 200 < len(views) < 600


def test_no_page_holds_a_payload_as_markup(shown: list[Shown]) -> None:
    """Also of the pages that are not opened in Chromium: none holds the signs themselves."""
    loud = [one for one in payloads.PAYLOADS if set("<>\"'") & set(one) and MARKUP.search(one)]

    assert [(one.who, one.address, raw) for one in shown for raw in loud if raw in one.html] == []
    assert [one.address for one in shown if RUNNING.search(one.html)] == []


async def test_no_payload_runs_where_a_form_shows_it_again(
    shown: list[Shown], tabs: Tabs, planted: Planted
) -> None:
    """Every field of every form gets payloads; what comes back is opened."""
    first: dict[str, tuple[Shown, walking.Sheet]] = {}
    for page in shown:
        for sheet in walking.sheets(page.html):
            route = walking.route_of(sheet.action.partition("?")[0])
            if sheet.free and page.who.endswith(" zh"):
                first.setdefault(route, (page, sheet))
    answers: list[Shown] = []
    for _, (page, sheet) in sorted(first.items(), key=lambda one: ("/close" in one[0], one[0])):
        name = page.who.removesuffix(" zh")
        role = None if name == "visitor" else Role(name)
        answers += await _answered(await planted.at.browser(role, "zh"), page, sheet)

    assert await tabs.faults(answers) == []
    assert [(one.address, one.status) for one in answers if one.status >= 500] == []
    assert len(first) >= 30
    assert sum(bool(one.planted) for one in answers) > 30


async def _answered(browser: Browser, page: Shown, sheet: walking.Sheet) -> list[Shown]:
    """Send one form twice: with short payloads, and with those that break out of everything."""
    found = []
    for offset in (len(sheet.action), len(payloads.PAYLOADS) - 1):
        fresh = await browser.client.get(page.address)
        same = (one for one in walking.sheets(fresh.text) if one.action == sheet.action)
        fixed = next(same, sheet).fixed
        typed = {
            name: payloads.PAYLOADS[(offset + at) % len(payloads.PAYLOADS)]
            for at, name in enumerate(sheet.free)
        }
        if "csrf" in fixed:
            answer = await browser.client.post(sheet.action, data={**fixed, **typed})
        else:
            answer = await browser.client.get(sheet.action, params={**fixed, **typed})
        if "html" in answer.headers.get("content-type", ""):
            headers = {
                name: answer.headers[name] for name in walking.SENT if name in answer.headers
            }
            route = f"{page.who} sent {sheet.action}"
            found.append(
                Shown(route, page.address, page.route, answer.text, answer.status_code, headers)
            )
    return found


async def test_addresses_are_shown_as_texts(tabs: Tabs, planted: Planted) -> None:
    at = planted.at
    visitor = await at.browser(None, "zh")
    some = ("/check", "/bulletins", f"/v/{at.village.code}", "/sign-in", "/nowhere", "/d/x")
    found = []
    for number, payload in enumerate(payloads.PAYLOADS[::3]):
        path = visitor.home + some[number % len(some)]
        names = ("code", "q", "next", "kind", "after", "saved", payload)
        query = {
            name: payloads.PAYLOADS[(3 * number + at) % len(payloads.PAYLOADS)]
            for at, name in enumerate(names)
        }
        page = await walking.opened(f"address {number}", visitor, path, **query)
        if page is not None:
            assert page.status < 500, payload
            found.append(page)

    assert await tabs.faults(found) == []
    assert sum(bool(one.planted) for one in found) > 5
