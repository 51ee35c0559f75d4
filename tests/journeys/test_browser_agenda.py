"""A meeting of two items in a browser: called once, told, entered by QR, recused, voted, signed."""

import io

import pytest
import zxingcpp
from PIL import Image

from tests.journeys.conftest import People
from tests.journeys.people import Person
from tests.journeys.steps import call_meeting, now, proposed, submit, unfold
from tests.journeys.system import System
from tests.journeys.test_browser_methods import village

WELL, LAMPS = "修一口机井", "装十盏路灯"


async def of_name(people: People, system: System, name: str, place: str) -> Person:
    """Whoever bears this name in a village, whatever office they hold."""
    role = next(
        one["role"] for one in system.accounts() if one["name"] == name and one["place"] == place
    )
    return await people.the(role, name, place)


async def scanned(page_of: Person) -> str:
    """Read the code on the sheet as a phone's camera does."""
    picture = await page_of.page.locator("img.qr").screenshot()
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert found
    return str(found[0].text)


async def vote_on(people: list[Person], presider: Person, meeting: str, title: str) -> None:
    """Put one item to a named vote; each voter gets a receipt."""
    await presider.visit(f"/meetings/{meeting}/desk")
    item = presider.page.get_by_label(title)
    if await item.count():
        await item.check()
    await presider.page.locator("input[name=form][value=NAMED]").check()
    await submit(presider, "open-vote")
    for one in people:
        await one.visit(f"/meetings/{meeting}")
        await one.sees(f"是否同意“{title}”")
        await one.page.locator("#choice-IN_FAVOUR").check()
        await submit(one, "vote")
        await one.sees("投好了")
    await presider.visit(f"/meetings/{meeting}/desk")
    await submit(presider, "close-vote")


@pytest.mark.browser
async def test_two_items_of_one_agenda_from_the_call_to_signed_minutes(
    people: People, system: System
) -> None:
    place = village(system, 0)
    secretary = await people.the("party_secretary", place=place)
    clerk = await people.the("clerk", place=place)
    lamps = await proposed(secretary, LAMPS, "siyi_lianggongkai", 30000)
    well = await proposed(secretary, WELL, "siyi_lianggongkai", 52000)

    # One notice for both; a member acknowledges it, the clerk records how the others were told.
    meeting = await call_meeting(system, secretary, well, 5, also=lamps)
    await secretary.visit(f"/meetings/{meeting}/desk")
    roll = await secretary.page.locator(".rows.two > li b").all_inner_texts()
    names = [one for one in roll if one != secretary.account["name"]]
    members = [await of_name(people, system, name, place) for name in names]
    scans, recused, *rest = members
    await scans.visit(f"/meetings/{meeting}")
    await scans.sees(f"2. {LAMPS}")
    await submit(scans, "acknowledge")
    await clerk.visit(f"/meetings/{meeting}/notice")
    await clerk.page.locator("input[name=channel][value=VISIT]").check()
    await clerk.page.locator("input[name=told_time]").fill(f"{now(system):%H:%M}")
    for box in await clerk.page.locator("input[name=members]").all():
        await box.check()
    await submit(clerk, "notice")
    await clerk.sees(f"{len(roll)} / {len(roll)}")

    # The well concerns one of them; the desk offers the recusal, and no vote begins before it.
    await secretary.visit(f"/matters/{well}")
    await unfold(secretary, "party")
    await secretary.page.locator("input[name=party_kind][value=PERSON]").check()
    await secretary.page.locator("input[name=party_name]").fill(recused.account["name"])
    await secretary.page.locator("input[name=part]").fill("投标人")
    await submit(secretary, "party")

    # At the door: one scans the sheet, the clerk signs in the others.
    system.jump(days=5, hours=12)
    await clerk.visit(f"/meetings/{meeting}/door")
    await scans.page.goto(await scanned(clerk))
    await submit(scans, "arrive")
    await scans.sees("已签到")
    for name in (secretary.account["name"], *[one.account["name"] for one in members[1:]]):
        await clerk.visit(f"/meetings/{meeting}/desk")
        await clerk.send(clerk.page.locator(".rows.two > li", has_text=name).locator("button"))
    await secretary.visit(f"/meetings/{meeting}/desk")
    await submit(secretary, "open")
    await secretary.sees("登记簿里有利害关系")
    await secretary.page.get_by_label(WELL).check()
    await secretary.page.locator("input[name=form][value=NAMED]").check()
    await submit(secretary, "open-vote", 422)
    await clerk.visit(f"/meetings/{meeting}/desk")
    await submit(clerk, "recuse")
    await vote_on([secretary, scans, *rest], secretary, meeting, WELL)
    await recused.visit(f"/meetings/{meeting}")
    await recused.sees("您已回避")
    await vote_on([secretary, *members], secretary, meeting, LAMPS)
    await secretary.sees("通过")

    # The minutes wrote themselves; everybody signs them.
    for one in (secretary, *members):
        await one.visit(f"/meetings/{meeting}/minutes")
        await submit(one, "sign")
    await secretary.visit(f"/meetings/{meeting}/minutes")
    for words in (WELL, LAMPS, "回避", f"{len(roll)} / {len(roll)}"):
        await secretary.sees(words)
    address = f"{secretary.county}/meetings/{meeting}/minutes.pdf"
    printed = await secretary.page.context.request.get(address)
    assert (await printed.body()).startswith(b"%PDF")
