"""Stretches of a matter's course that the journeys share, as people press them on their pages."""

import re
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.journeys.conftest import People
from tests.journeys.people import Person, show_second_factor
from tests.journeys.system import System

POSTED = 13  # days: three, and the longest holiday that a last day can fall into


def now(system: System) -> datetime:
    """The demonstration's clock."""
    shift = system.home / "clock-shift"
    seconds = int(shift.read_text()) if shift.exists() else 0
    return datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(seconds=seconds)


async def submit(person: Person, act: str, status: int = 200) -> None:
    """Press the button of the form that posts to this act; 422 is a refusal on the page."""
    await person.send(person.page.locator(f"form[action$='/{act}'] button").first, status)


async def unfold(person: Person, act: str) -> None:
    """Open the fold that holds the form of this act, if it is in one."""
    fold = person.page.locator(f"details:not([open]):has(form[action$='/{act}']) > summary")
    if await fold.count():
        await fold.first.click()


async def call_meeting(
    system: System, chair: Person, matter: str, days: int, *, also: str = ""
) -> str:
    """Call the meeting for nine o'clock in so many days and return its id.

    `also` is another matter for the same agenda.
    """
    await chair.visit(f"/matters/{matter}")
    at = now(system) + timedelta(days=days)
    form = chair.page.locator("form[action$='/call']")
    await form.locator("input[name=at_date]").fill(f"{at:%Y-%m-%d}")
    await form.locator("input[name=at_time]").fill("09:00")
    await form.locator("input[name=place]").fill("村部会议室")
    if also:
        await form.locator(f"input[name=also][value='{also}']").check()
    await submit(chair, "call")
    found = re.findall(r"/meetings/(\w+=*)", await chair.page.content())
    assert found, await chair.text()
    return str(found[-1])


async def publish(people: People, system: System, matter: str, place: str) -> str:
    """Let the supervisory board check and publish what waits; return its code when it is out."""
    supervisor = await people.the("supervisor", place=place)
    await supervisor.visit(f"/matters/{matter}")
    href = await supervisor.page.locator("a[href*='/bulletins/']").last.get_attribute("href")
    assert href
    return await publish_bulletin(supervisor, system, href)


async def confirmed(person: Person, done: str) -> None:
    """Show the second factor where an act asks for it again, and send the act on."""
    if await show_second_factor(person):
        await person.press("接着送出")  # with scripts on, it goes by itself
        await person.page.wait_for_url(f"**done={done}")


async def publish_bulletin(supervisor: Person, system: System, href: str) -> str:
    """Check and publish the bulletin of this address; return its code when it is out."""
    await supervisor.page.goto(f"{system.base}{href}")
    await supervisor.sees("广播")
    await submit(supervisor, "approve")
    await confirmed(supervisor, "approved")
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        await supervisor.page.goto(f"{system.base}{href}")
        link = supervisor.page.locator("a[href*='/d/']").first
        if await link.count():
            found = await link.get_attribute("href")
            assert found
            return found.rsplit("/", 1)[-1]
        await supervisor.page.wait_for_timeout(1000)
    raise AssertionError((system.home / "logs" / "worker.log").read_text()[-3000:])


async def advance(person: Person, matter: str) -> None:
    await person.visit(f"/matters/{matter}")
    await submit(person, "advance")


async def advance_if_needed(person: Person, matter: str) -> None:
    """Close a posting that is over; the worker's sweep may have done so already."""
    await person.visit(f"/matters/{matter}")
    button = person.page.locator("form[action$='/advance'] button")
    if await button.count() and "公" in await button.first.inner_text():
        await person.send(button.first)


async def proposed(secretary: Person, title: str, method: str, yuan: int) -> str:
    """Write a new matter, record whom the branch heard, and propose it; return its id."""
    await secretary.visit("/secretary/matters/new")
    form = secretary.page.locator("form[action$='/secretary/matters/new']")
    await form.locator("input[name=title]").fill(title)
    kind = form.locator("select[name=type]")
    if await kind.count():
        await kind.select_option("PUBLIC_WELFARE")
    else:
        await form.locator("input[name=type][value=PUBLIC_WELFARE]").check(force=True)
    await form.locator(f"input[name=method][value='{method}']").check(force=True)
    await secretary.send(form.locator("button").first)
    found = re.search(r"/matters/(\w+=*)", secretary.page.url)
    assert found, await secretary.text()
    if await secretary.page.locator("form[action$='/heard']").count():
        await unfold(secretary, "heard")
        await secretary.page.locator("input[name=heard_name]").fill("党员01")
        await secretary.page.locator("textarea[name=heard_opinion]").fill("赞成")
        await submit(secretary, "heard")
    await unfold(secretary, "edit")
    await secretary.page.locator("textarea[name=text]").fill(f"{title}，由村委会组织实施。")
    await secretary.page.locator("input[name=budget]").fill(str(yuan))
    await secretary.page.locator("input[name=source1]").fill("村集体经营收入")
    await secretary.page.locator("input[name=amount1]").fill(str(yuan))
    await submit(secretary, "edit")
    await submit(secretary, "propose")
    return found.group(1)


async def seat_all(presider: Person, meeting: str, most: int = 1000, words: str = "") -> int:
    """Press 到了 for everybody on the roll whose row says these words; return how many.

    No more than `most`. Who sits in a village changes while journeys share a system: rows are
    found by what they are, not by names.
    """
    seated = 0
    while seated < most:
        await presider.visit(f"/meetings/{meeting}/desk")
        rows = presider.page.locator("li:has(form[action$='/seat'])", has_text=words)
        if not await rows.count():
            break
        await presider.send(rows.first.locator("form[action$='/seat'] button"))
        seated += 1
    return seated


async def open_by_hands(presider: Person, meeting: str) -> None:
    """Open the meeting and a vote by show of hands."""
    await presider.visit(f"/meetings/{meeting}/desk")
    await submit(presider, "open")
    await presider.page.locator("input[value=SHOW_OF_HANDS]").first.check(force=True)
    await submit(presider, "open-vote")


async def enter_hands(
    clerk: Person, meeting: str, in_favour: int, sheet: bytes, status: int = 200
) -> None:
    """Enter the tellers' count with the photographed sheet."""
    await clerk.visit(f"/meetings/{meeting}/paper")
    page = clerk.page
    for name, value in (("inFavour", in_favour), ("against", 0), ("abstain", 0)):
        await page.locator(f"input[name={name}]").fill(str(value))
        part = page.locator(f"input[name=rep_{name}]")
        if await part.count():
            await part.fill(str(value))
    for number, name in enumerate(("teller1", "teller2", "scrutineer"), start=1):
        await page.locator(f"select[name={name}]").select_option(index=number)
    file = {"name": "sheet.png", "mimeType": "image/png", "buffer": sheet}
    await page.locator("input[name=sheet]").set_input_files(file)  # type: ignore[arg-type]
    await submit(clerk, "paper", status)
