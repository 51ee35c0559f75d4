"""A claim slip from the roll desk to the villager's first page, without scripts."""

import re
from datetime import timedelta

from infra import clock
from services.people import service as people
from services.people.service.claims import SLIP_DAYS
from tenants.unit_of_work import unit_of_work
from tests.portals.roll.test_desk import household, path_of
from tests.portals.site import Browser, Page, Village

CODE = re.compile(r"\b[2-9A-HJKMNP-TV-X]{4}(?:-[2-9A-HJKMNP-TV-X]{4}){2}\b")
TYPED = {"phone": "13900006161", "password": "井水变甜 2026"}


async def without_phone(village: Village) -> tuple[str, str]:
    """Return name and household number of somebody who has neither phone nor account."""
    async with unit_of_work(village.county) as uow:
        rows = await people.list_residents(uow, village.code)
        one = next(one for one in rows if not one.phone_sealed and one.name not in village.phones)
        number = (await people.load_households(uow, [one.household_id]))[one.household_id].number
    return one.name, number


def option(page: Page, select: str, name: str) -> str:
    """Return the value of a select's option by its word."""
    options = page.html.split(f'id="{select}"')[1].partition("</select>")[0]
    found = re.search(rf'<option value="([^"]+)"[^>]*>{name}</option>', options)
    assert found, name
    return found[1]


async def test_a_slip_is_issued_printed_and_claimed_once(
    village: Village, township: Browser, clerk: Browser
) -> None:
    name, number = await without_phone(village)
    desk = await township.visit((await township.open("/township")).link("/roll"))
    desk = await township.visit(desk.link(f"/roll/{village.code}"))
    page = await household(township, village, number)
    here = path_of(page, township)
    bare = await township.send(page, f"{here}/slip", slip_person="")
    assert bare.status == 422
    assert "请选择给谁" in bare.html.split('id="slip_person-wrong"')[1]
    assert "开领取单" in bare.buttons

    hidden = bare.hidden(f"{township.home}{here}/slip")
    person = option(bare, "slip_person", name)
    slip = await township.send(bare, f"{here}/slip", slip_person=person, **hidden)
    again = await township.send(bare, f"{here}/slip", slip_person=person, **hidden)
    (code,) = CODE.findall(slip.words)
    assert again.path == slip.path
    assert name in slip.words
    assert f"/{village.county.code}/claim/slip" in slip.words
    last = clock.today() + timedelta(days=SLIP_DAYS)
    assert f"{last:%Y年%-m月%-d日}以前，只能用一次" in slip.words
    for other in (clerk, Browser(village.county.code)):
        seen = await other.open(path_of(slip, township))
        assert code not in seen.html

    visitor = Browser(village.county.code)
    start = await visitor.visit((await visitor.open("/claim")).link("/claim/slip"))
    wrong = await visitor.send(start, "/claim/slip", slip="2222-2222-2222", **TYPED)
    assert "这张认领单的号码不对" in wrong.html.split('id="slip-wrong"')[1]
    mine = await visitor.send(wrong, "/claim/slip", slip=code.lower(), **TYPED)
    assert mine.path == f"{visitor.home}/my"
    assert name in mine.words

    used = await township.visit(slip.path)
    assert "这张领取单已经用过" in used.words
    assert code not in used.html
    other = Browser(village.county.code)
    start = await other.open("/claim/slip")
    assert (await other.send(start, "/claim/slip", slip=code, **TYPED)).status == 422


async def test_a_new_slip_ends_the_old_one(village: Village, township: Browser) -> None:
    _, number = await without_phone(village)
    page = await household(township, village, number)
    here = path_of(page, township)
    person = page.html.split('id="slip_person"')[1].split('<option value="')[2].partition('"')[0]

    first = await township.send(page, f"{here}/slip", slip_person=person)
    (old,) = CODE.findall(first.words)
    page = await township.open(here)  # another key: this is no repetition
    second = await township.send(page, f"{here}/slip", slip_person=person)
    assert CODE.findall(second.words) != [old]
    assert "领取码不再显示" in (await township.visit(first.path)).words
    visitor = Browser(village.county.code)
    start = await visitor.open("/claim/slip")
    assert (await visitor.send(start, "/claim/slip", slip=old, **TYPED)).status == 422


async def test_who_keeps_the_roll_but_not_the_village_issues_none(
    village: Village, clerk: Browser
) -> None:
    page = await household(clerk, village, "040")

    assert "开领取单" not in page.buttons
    assert "去世、迁出的人" not in page.words
