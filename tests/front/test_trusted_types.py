"""Chromium lets a text become markup by our one policy alone, and nobody make a second one."""

import pytest
from playwright.async_api import Error

from portals.kit import headers
from tests.front import watching
from tests.front.walking import Shown
from tests.front.watching import Tabs, Watch

pytestmark = pytest.mark.browser

PAGE = Shown("", "/trusted", "", "<p id=p></p>", headers=headers.HEADERS)
# Each makes markup or a script of a text.
WRITING = (
    "document.getElementById('p').innerHTML = '<b>x</b>'",
    "document.getElementById('p').outerHTML = '<b>x</b>'",
    "document.getElementById('p').insertAdjacentHTML('afterend', '<b>x</b>')",
    "document.write('<b>x</b>')",
    "document.createElement('script').src = '/static/x.js'",
    "document.createElement('script').text = 'pwn()'",
    "document.createElement('iframe').srcdoc = '<b>x</b>'",
    "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
    "document.createRange().createContextualFragment('<b>x</b>')",
    "trustedTypes.createPolicy('other', {createHTML: (text) => text})",
    "trustedTypes.createPolicy('default', {createHTML: (text) => text})",
)


async def _refused(watch: Watch, page: Shown) -> list[str]:
    """Return what a page refuses to do; each thing is tried on a page of its own."""
    found = []
    for one in WRITING:
        await watch.faults(page)
        try:
            await watch.tab.evaluate(f"() => {{ {one}; }}")
        except Error:
            found.append(one)
            await watch.reported()  # or the next page would be blamed
    return found


async def test_no_text_becomes_markup_but_by_our_policy(tabs: Tabs) -> None:
    assert await _refused(tabs.tabs[0], PAGE) == list(WRITING)


async def test_the_one_policy_is_there_to_be_made(tabs: Tabs) -> None:
    watch = tabs.tabs[0]
    await watch.faults(PAGE)

    written = await watch.tab.evaluate(
        "() => { const ours = trustedTypes.createPolicy('mingbai', {createHTML: (text) => text});"
        " document.getElementById('p').innerHTML = ours.createHTML('<b>x</b>');"
        " return document.getElementById('p').textContent; }"
    )

    assert written == "x"


async def test_without_the_policy_all_of_it_would_be_possible(tabs: Tabs) -> None:
    assert await _refused(tabs.tabs[0], watching.without_policy(PAGE)) == []
