"""GraphiQL: for developers only, in a browser, under the site's policy, with no other host."""

import httpx
import pytest
from playwright.async_api import Browser, Page

from portals.demo import sign_ins
from portals.developer import files
from portals.kit.headers import WITHOUT_TRUSTED_TYPES
from tenants.registry import Tenant
from tests.journeys.people import Person, sign_in

HTML = {"Accept": "text/html"}


async def developer(page: Page, site: str, county: Tenant) -> Person:
    """The county's developer, signed in."""
    lines = await sign_ins.of_offices(county, f"{county.code}104")
    account = next(one for one in lines if one.role == "developer")
    person = Person(
        page, site, {"county": county.code, "phone": account.phone, "password": account.password}
    )
    await sign_in(person)
    return person


@pytest.mark.browser
async def test_a_developer_asks_in_the_browser(
    site: str, chromium: Browser, county: Tenant
) -> None:
    context = await chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    person = await developer(page, site, county)
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: hosts.add(asked.url.split("/")[2]))

    answer = await page.goto(f"{person.county}/graphql")
    await page.get_by_role("button", name="Execute query").click()
    result = page.locator(".result-window .CodeMirror-line", has_text='"name"')
    await result.wait_for(timeout=10_000)
    shown = await result.inner_text()
    await page.get_by_label("Show Documentation Explorer").click()
    await (
        page.get_by_text("What can be done in this county.")
        .or_(page.locator(".graphiql-doc-explorer-root-type").first)
        .first.wait_for(timeout=10_000)
    )
    await page.locator(".graphiql-doc-explorer-content a", has_text="Mutation").first.click()
    await page.get_by_text("What can be done in this county.").wait_for(timeout=10_000)
    await context.close()

    assert answer is not None
    assert answer.headers["content-security-policy"] == WITHOUT_TRUSTED_TYPES
    assert "县开发者" in shown
    assert complaints == []
    assert hosts == {site.removeprefix("http://")}


async def test_a_visitor_signs_in_first_and_a_program_is_told_to_post(
    site: str, county: Tenant
) -> None:
    path = f"/{county.code}/graphql"
    async with httpx.AsyncClient(base_url=site) as visitor:
        answer = await visitor.get(path, headers=HTML)
        program = await visitor.get(path)

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{county.code}/sign-in?next={path}"
    assert program.status_code == 405
    assert program.headers["allow"] == "POST"


async def test_files_are_kept_for_ever_and_nothing_else_is_served(site: str) -> None:
    async with httpx.AsyncClient(base_url=site) as visitor:
        schema = await visitor.get(files.address(files.SCHEMA))
        plain = await visitor.get(
            files.address("start.js"), headers={"Accept-Encoding": "identity"}
        )
        stale = await visitor.get("/static/developer/0000000000000000/start.js")
        strange = await visitor.get("/static/developer/0000000000000000/LICENSE.react")

    assert schema.json()["data"]["__schema"]["queryType"]["name"] == "Query"
    assert schema.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.text == (files.STATIC / "start.js").read_text("utf-8")
    assert [stale.status_code, strange.status_code] == [404, 404]
