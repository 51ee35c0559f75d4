"""The styleguide in a real Chromium: accessibility, narrow screens, targets, scripts off."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

pytestmark = pytest.mark.browser

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": AXE_TAGS}, "resultTypes": ["violations"]}
TARGETS = """least => [...document.querySelectorAll('a, button, input, select, summary, textarea')]
  .filter(node => node.offsetParent !== null && node.type !== 'hidden')
  .filter(node => !node.closest('p, .crumbs, .derive, .seal, .errors, table, .bars, .head'))
  .map(node => (/^(radio|checkbox)$/.test(node.type) ? node.nextElementSibling : node))
  .filter(node => node.getBoundingClientRect().height < least - 0.5)
  .map(node => node.outerHTML.slice(0, 120))"""


@asynccontextmanager
async def opened(
    browser: Browser, url: str, width: int = 360, *, scripts: bool = True
) -> AsyncIterator[tuple[Page, list[str]]]:
    context = await browser.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=scripts, locale="zh-CN"
    )
    page = await context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    await page.goto(url)
    yield page, said
    await context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("layout", "width"),
    [
        ("phone", 360),
        ("phone", 1280),
        ("desk", 1280),
        ("desk", 1920),
        ("public", 360),
        ("public", 1920),
    ],
)
async def test_no_page_breaks_an_accessibility_rule(
    site: str, chromium: Browser, layout: str, width: int, language: str
) -> None:
    url = f"{site}/styleguide?layout={layout}&lang={language}"
    async with opened(chromium, url, width) as (page, said):
        results = await Axe().run(page, options=AXE_OPTIONS)

        found = [
            (rule["id"], [node["html"][:160] for node in rule["nodes"][:4]])
            for rule in results.response["violations"]
        ]
        assert found == []
        assert said == []


@pytest.mark.parametrize(
    ("name", "width"), [("home", 360), ("notice", 360), ("notice", 1280), ("board", 1920)]
)
async def test_no_sample_page_breaks_an_accessibility_rule(
    site: str, chromium: Browser, name: str, width: int
) -> None:
    async with opened(chromium, f"{site}/styleguide/{name}", width) as (page, said):
        results = await Axe().run(page, options=AXE_OPTIONS)

        assert [rule["id"] for rule in results.response["violations"]] == []
        assert said == []


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_page_of_errors_breaks_no_accessibility_rule(
    site: str, chromium: Browser, language: str
) -> None:
    url = f"{site}/styleguide?layout=phone&state=wrong&lang={language}"
    async with opened(chromium, url) as (page, _said):
        results = await Axe().run(page, options=AXE_OPTIONS)

        assert [rule["id"] for rule in results.response["violations"]] == []
        assert (await page.title()).startswith("有问题：" if language == "zh" else "Problem: ")
        assert await page.evaluate("document.activeElement.className") == "errors"


@pytest.mark.parametrize("layout", ["phone", "desk", "public"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scale", ["1", "3"])
async def test_nothing_scrolls_sideways_at_320_pixels(
    site: str, chromium: Browser, layout: str, language: str, scale: str
) -> None:
    url = f"{site}/styleguide?layout={layout}&lang={language}"
    async with opened(chromium, url, 320) as (page, _said):
        await page.context.add_cookies([{"name": "fs", "value": scale, "url": site}])
        await page.reload()

        assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_targets_are_48_pixels_high_on_a_phone_and_60_in_large_type(
    site: str, chromium: Browser
) -> None:
    async with opened(chromium, f"{site}/styleguide?layout=phone") as (page, _said):
        assert await page.evaluate(TARGETS, 48) == []

        await page.click("text=大字 >> nth=0")

        assert await page.get_attribute("html", "class") == "fs-2"
        assert await page.evaluate("getComputedStyle(document.body).fontSize") == "22px"
        assert await page.evaluate(TARGETS, 60) == []


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_form_is_put_right_and_sent_with_and_without_scripts(
    site: str, chromium: Browser, scripts: bool
) -> None:
    url = f"{site}/styleguide?layout=phone"
    async with opened(chromium, url, scripts=scripts) as (page, _said):
        await page.fill("#budget", "１.26万")
        await page.fill("#starts_on", "2月30日")
        await page.click("text=送到支部")

        assert await page.locator(".errors li").all_inner_texts() == [
            "请填写事项名称",
            "没有这一天，请核对月份和日期",
        ]
        assert await page.input_value("#budget") == "１.26万"

        await page.fill("#title", "打一眼深水井")
        await page.fill("#starts_on", "2026-4-1")
        await page.click("text=送到支部")

        assert await page.locator(".receipt .ref").inner_text() == "2026-0318-07"


async def test_a_search_replaces_only_its_rows(site: str, chromium: Browser) -> None:
    async with opened(chromium, f"{site}/styleguide?layout=phone") as (page, said):
        await page.evaluate("window.kept = 1")
        await page.fill("input[type=search]", "电费")
        await page.click("text=查找")
        await page.wait_for_url("**/styleguide?q=**")

        assert await page.evaluate("window.kept") == 1
        assert await page.inner_text("#live") == "共 128 条"
        assert said == []


async def test_what_was_typed_survives_a_reload(site: str, chromium: Browser) -> None:
    async with opened(chromium, f"{site}/styleguide?layout=phone") as (page, said):
        await page.fill("#title", "打一眼深水井")
        await page.check("#heard-party")
        await page.reload()
        assert await page.input_value("#title") == ""

        await page.click("text=接着上次填")

        assert await page.input_value("#title") == "打一眼深水井"
        assert await page.is_checked("#heard-party")
        assert not await page.is_checked("#heard-reps")
        assert said == []


async def test_a_waiting_page_looks_again_by_itself(site: str, chromium: Browser) -> None:
    async with opened(chromium, f"{site}/styleguide/waiting") as (page, said):
        asked: list[str] = []
        page.on("request", lambda one: asked.extend(one.headers.get("x-fragment", "").split()))
        await page.evaluate("document.querySelector('#waiting').firstElementChild.remove()")
        await page.wait_for_selector("#waiting .meter")

        assert asked == ["waiting"]
        assert await page.inner_text(".waiting b") == "主持人还没有开始这一项"
        assert said == []


async def test_the_language_switch_keeps_the_page(site: str, chromium: Browser) -> None:
    async with opened(chromium, f"{site}/styleguide?layout=desk") as (page, _said):
        await page.click("text=English")

        assert page.url == f"{site}/styleguide?layout=desk"
        assert await page.inner_text("h1") == "Styles and components"
        assert await page.get_attribute("html", "lang") == "en"


async def test_nothing_moves_for_those_who_ask_for_less_motion(
    site: str, chromium: Browser
) -> None:
    async with opened(chromium, f"{site}/styleguide") as (page, _said):
        await page.emulate_media(reduced_motion="reduce")

        moving = "getComputedStyle(document.querySelector('.btn')).transitionDuration"
        assert await page.evaluate(moving) == "0s"


async def test_a_ledger_on_a_phone_is_no_scroll_box(site: str, chromium: Browser) -> None:
    async with opened(chromium, f"{site}/styleguide?layout=phone") as (page, _said):
        boxes = """[...document.querySelectorAll('main *')].filter(node =>
            /auto|scroll/.test(getComputedStyle(node).overflowX) && node.tagName !== 'TEXTAREA'
        ).length"""
        assert await page.evaluate(boxes) == 0
        assert (
            await page.evaluate("getComputedStyle(document.querySelector('.ledger td')).display")
            == "flex"
        )
