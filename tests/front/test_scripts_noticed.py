"""What the attack with scripts would notice: each payload runs somewhere, each slip is seen."""

import asyncio
from dataclasses import replace

import pytest
from markupsafe import escape as escaped

from portals.kit import pages
from portals.kit.language import LOCALES
from tenants.authorization.roles import Role
from tests.front import payloads, places, walking, watching
from tests.front.attacked import Planted
from tests.front.walking import Shown
from tests.front.watching import Tabs, Watch

pytestmark = pytest.mark.browser

_SHORT = 100


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


async def test_the_payloads_are_live(tabs: Tabs) -> None:
    """Each of them runs, or asks for something, in some place; or it is on a list with a reason."""
    numbered = list(enumerate(payloads.PAYLOADS))
    shares = [dict(numbered[at :: len(tabs.tabs)]) for at in range(len(tabs.tabs))]
    rest: dict[int, str] = {}
    for left in await asyncio.gather(*map(_without_the_live, tabs.tabs, shares)):
        rest |= left

    assert {rest[at] for at in rest} == set(payloads.HARMLESS_ALONE)
    assert len(payloads.PAYLOADS) - len(rest) >= 60


async def _without_the_live(tab: Watch, waiting: dict[int, str]) -> dict[int, str]:
    """Return the payloads that nothing brings to run; what should run is waited for longer."""
    harmless = set(payloads.HARMLESS_ALONE)
    for patience_ms in (_SHORT, 10 * _SHORT):
        for number, place in enumerate(places.PLACES):
            common = number < len(places.COMMON) and patience_ms == _SHORT
            tried = {at: one for at, one in waiting.items() if common or one not in harmless}
            if tried:
                page = Shown("live", "/live", "", places.frames(place, tried))
                for at in places.alive(await tab.touched(page, patience_ms)):
                    waiting.pop(at, None)
    return waiting
