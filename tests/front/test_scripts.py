"""Scripts written into every text and every field stay texts on every page, in both languages."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from html import escape

import pytest
from markupsafe import escape as escaped
from playwright.async_api import Browser as Chromium
from structlog.testing import capture_logs

from portals.kit import pages
from portals.kit.language import LOCALES
from tenants.authorization.roles import Role
from tests.front import (
    addresses,
    overwriting,
    payloads,
    peopled,
    planting,
    texts,
    walking,
    watching,
)
from tests.front.peopled import Peopled
from tests.front.planting import Sent
from tests.front.walking import Shown
from tests.front.watching import Tabs
from tests.portals.site import Browser
from tests.schema.authorization import asking

pytestmark = pytest.mark.browser

PEOPLE: list[Role | None] = [None, *Role]


@dataclass(frozen=True)
class Planted:
    """The village after all payloads were sent and written."""

    at: Peopled
    sent: list[Sent]
    columns: dict[str, int]


@pytest.fixture(scope="package")
async def planted(server: None) -> Planted:
    at = await peopled.build()
    with asking.site() as client:
        sent = await planting.Planter(client, at).everything()
    columns = await overwriting.every_text(at.county)
    for number, place in enumerate(sorted({*texts.KEPT_IN.values(), *overwriting.SHAPES})):
        if not columns.get(place) and place not in texts.SEALED:
            columns[place] = await overwriting.force(at.county, place, number)
    return Planted(at, sent, columns)


# These ask for every route by its address; the others start from what has no parameter.
CURIOUS = (
    None, Role.PARTY_SECRETARY, Role.VILLAGER, Role.COUNTY_CIVIL_AFFAIRS, Role.CLERK,
    Role.EXECUTIVE_CHAIR,
)  # fmt: skip


# Whose pages are told apart when a few of many are opened in Chromium.
CLASSES = {Role.VILLAGER: "villager", Role.PARTY_SECRETARY: "secretary", None: "visitor"}


@pytest.fixture(scope="package")
async def shown(planted: Planted) -> list[Shown]:
    """Every page to which everybody can walk, or which they ask for by its address.

    They walk in Chinese; of each route one page is opened again in English, because a language
    changes nothing but the words of the catalogue.
    """
    known = await addresses.pools(planted.at.village)
    by_route = {one: list(addresses.filled(one, known))[:2] for one in sorted(walking.routes())}
    found: list[Shown] = []
    with capture_logs():  # a defect is a page of its own, and told below
        for role in PEOPLE:
            found += await _walked(planted.at, role, by_route)
        found += await _in_english(planted.at, found)
    return found


async def _walked(at: Peopled, role: Role | None, by_route: dict[str, list[str]]) -> list[Shown]:
    curious, name = role in CURIOUS, role or "visitor"
    starts = [
        one for route, some in by_route.items() if curious or "id}" not in route for one in some
    ]
    return await walking.walk(
        f"{name} zh", await at.browser(role, "zh"), starts, each=1 + (role in CLASSES)
    )


async def _in_english(at: Peopled, chinese: list[Shown]) -> list[Shown]:
    """Open of each route the page with most payloads again, as whom it was shown to."""
    richest: dict[str, Shown] = {}
    for one in sorted(chinese, key=lambda one: len(one.planted)):
        if one.status == 200:
            richest[one.route] = one
    found: list[Shown] = []
    for role in PEOPLE:
        name = role or "visitor"
        mine = [one.address for one in richest.values() if one.who == f"{name} zh"]
        if mine:
            browser = await at.browser(role, "en")
            found += await walking.walk(f"{name} en", browser, mine, follows=False)
    return found


def chosen(shown: list[Shown]) -> list[Shown]:
    """Choose for Chromium: of each route, answer and class of people the richest page.

    All English pages are among them, and for each payload some page on which it stands.
    """
    richest: dict[tuple[str, int, str, str], Shown] = {}
    for one in sorted(shown, key=lambda one: len(one.planted)):
        who, _, language = one.who.partition(" ")
        role = CLASSES.get(None if who == "visitor" else Role(who), "office")
        richest[one.route, one.status, language, role if one.status == 200 else ""] = one
    views = list({one.alike: one for one in richest.values()}.values())
    missing = set(payloads.PAYLOADS) - set[str]().union(*(one.planted for one in views))
    for one in shown:
        if one.planted & missing:
            views.append(one)
            missing -= one.planted
    return views


@pytest.fixture(scope="package")
async def chromium(server: None) -> AsyncIterator[Chromium]:
    async with watching.launched() as browser:
        yield browser


@pytest.fixture(scope="package")
async def tabs(chromium: Chromium) -> AsyncIterator[Tabs]:
    async with watching.several(chromium) as some:
        yield some


MARKUP = re.compile("pwn|e[.]example")
RUNNING = re.compile(
    r"""(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data:text|vbscript)""", re.IGNORECASE
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
    written = {a for one in planted.sent if one.accepted for a in one.arguments}

    assert sorted(set(texts.KEPT_IN) - written) == sorted(texts.OUT_OF_REACH)
    places = sorted({*texts.KEPT_IN.values(), *overwriting.SHAPES} - set(texts.SEALED))
    assert [one for one in places if not planted.columns[one]] == texts.WITHOUT_ROWS
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
    views = chosen(shown)

    assert await tabs.faults(views) == []
    assert 100 < len(views) < 260


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


# --- the controls taken away ---------------------------------------------------------------------


async def test_a_page_that_does_not_escape_is_noticed(
    tabs: Tabs, planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same pages from templates that escape nothing: the policy holds, and it is noticed."""
    careless = {locale: pages.templates(locale).overlay(autoescape=False) for locale in LOCALES}
    monkeypatch.setattr(pages, "templates", careless.__getitem__)
    secretary = await planted.at.browser(Role.PARTY_SECRETARY, "zh")
    page = await walking.opened("control", secretary, f"{secretary.home}/secretary/matters")
    monkeypatch.undo()

    assert page is not None
    assert page.status == 200
    assert "blocked" in str(await tabs.faults([page]))
    assert "RAN" in str(await tabs.faults([watching.without_policy(page)]))


async def test_one_text_of_one_page_that_is_not_escaped_is_noticed(
    shown: list[Shown], tabs: Tabs
) -> None:
    control = "<img src=x onerror=pwn()>"
    spoiled = [
        replace(one, html=one.html.replace(str(escaped(control)), control, 1))
        for one in shown if control in one.planted
    ][:4]  # fmt: skip
    found = [await tabs.tabs[0].faults(one) for one in spoiled]
    loose = [await tabs.tabs[0].faults(watching.without_policy(one)) for one in spoiled]

    assert len(spoiled) == 4
    assert [one for one in found if "onerror=pwn()" not in str(one)] == []
    assert [one for one in loose if "onerror=pwn()" not in str(one)] == []


# Where a payload may land without being escaped; each in a frame of its own.
PLACES = (
    "{}", '<a title="{}">x</a>', "<a title='{}'>x</a>", "<input value={}>", '<a href="{}">x</a>',
    "<script>var x = '{}';</script>", '<script>var x = "{}";</script>',
    "<script>var x = `{}`;</script>", "<title>{}</title>", "<textarea>{}</textarea>",
    "<style>{}</style>", "<!-- {} -->", "<select><option>{}</option></select>",
    "<noscript>{}</noscript>", "<svg><![CDATA[{}]]></svg>", '<iframe src="{}"></iframe>',
    "<script src='{}'></script>",
)  # fmt: skip


async def test_the_payloads_are_live(tabs: Tabs) -> None:
    """Each of them runs, or asks for something, in one of these places; or it is on a list."""
    waiting = dict(enumerate(payloads.PAYLOADS))
    for place in PLACES:
        body = "".join(
            f'<iframe srcdoc="{escape(place.replace("{}", _numbered(one, at)))}"></iframe>'
            for at, one in waiting.items()
        )
        seen = "\n".join(await tabs.tabs[0].touched(Shown("live", "/live", "", body)))
        alive = {int(one) for pair in _LIVE.findall(seen) for one in pair if one}
        waiting = {at: one for at, one in waiting.items() if at not in alive}

    assert list(waiting.values()) == list(payloads.HARMLESS_ALONE)


_LIVE = re.compile(r"RAN \((\d+),\)|asks for \w+://e(\d+)\.example")


def _numbered(payload: str, number: int) -> str:
    named = payload.replace("pwn()", f"pwn({number})")
    return named.replace("e.example", f"e{number}.example")
