"""Journey 1 in a browser: from a need to a proven notice, each step in the person's own portal."""

import json
import re
import time
from pathlib import Path

import httpx
import pytest
from playwright.async_api import FilePayload

from tests.factories.papers import pdf
from tests.journeys.conftest import People
from tests.journeys.people import Person
from tests.journeys.steps import (
    POSTED,
    advance,
    advance_if_needed,
    call_meeting,
    publish,
    submit,
    unfold,
)
from tests.journeys.system import System

NAMES = [f"代表{number:02d}" for number in range(1, 18)]
TEXT = "铺设主管道 6500 米、支管道 6000 米，解决全村饮水苦咸的问题。"


async def attach(person: Person, title: str, data: bytes) -> None:
    """Choose a PDF on the page of the plan, as from a phone's folder."""
    await person.page.locator("input[name=file_title]").fill(title)
    chosen = FilePayload(name="scan.pdf", mimeType="application/pdf", buffer=data)
    await person.page.locator("input[name=file]").set_input_files(chosen)
    await submit(person, "attach")
    await person.sees(title)


async def opens_attached(person: Person, title: str, data: bytes) -> None:
    """Save the file that the page links to and compare it byte by byte."""
    async with person.page.expect_download() as saving:
        await person.follow(title)
    saved = await (await saving.value).path()
    assert saved.read_bytes() == data


async def everybody_signs_in(people: People, meeting: str, chair: Person, place: str) -> None:
    await chair.visit(f"/meetings/{meeting}/desk")
    code = await chair.page.locator(".ref").first.inner_text()
    for name in NAMES[:2]:  # two with their own phones, by the code on the presider's screen
        one = await people.the("representative", name, place)
        await one.visit(f"/meetings/{meeting}")
        await one.page.locator("input[name=code]").fill(code.strip())
        await submit(one, "sign-in")
    for name in NAMES[2:]:
        await chair.visit(f"/meetings/{meeting}/desk")
        row = chair.page.locator("li:has(form[action$='/seat'])", has_text=name)
        assert await row.count(), await chair.text()
        await chair.send(row.locator("button"))


async def everybody_votes(
    people: People, meeting: str, place: str, against: tuple[str, ...] = ()
) -> None:
    for name in NAMES:
        one = await people.the("representative", name, place)
        await one.visit(f"/meetings/{meeting}")
        choice = "AGAINST" if name in against else "IN_FAVOUR"
        await one.page.locator(f"#choice-{choice}").check()
        await submit(one, "vote")
        await one.sees("投好了")


async def decide(
    people: People, system: System, matter: str, place: str, against: tuple[str, ...] = ()
) -> str:
    """Call, wait out the notice, sign in, open, vote and close; return the meeting."""
    chair = await people.the("executive_chair", place=place)
    meeting = await call_meeting(system, chair, matter, 5)
    await chair.visit(f"/meetings/{meeting}/desk")
    system.jump(days=5, hours=12)
    await chair.visit(f"/meetings/{meeting}/desk")
    await submit(chair, "open", 422)
    await chair.sees("还差")  # below the quorum nobody opens a meeting
    await everybody_signs_in(people, meeting, chair, place)
    await chair.visit(f"/meetings/{meeting}/desk")
    await submit(chair, "open")
    await chair.page.locator("#form-NAMED, input[value=NAMED]").first.check()
    await submit(chair, "open-vote")
    await everybody_votes(people, meeting, place, against)
    await chair.visit(f"/meetings/{meeting}/desk")
    await chair.sees("17 / 17")
    await submit(chair, "close-vote")
    return meeting


@pytest.mark.browser
async def test_from_a_need_to_a_proven_notice(people: People, system: System) -> None:
    secretary = await people.the("party_secretary")
    place = secretary.account["place"]
    villager = await people.the("villager", place=place)

    # 1. A villager writes down the need; the branch takes it up, hears people, proposes.
    await villager.visit("/my/say")
    await villager.page.locator("#category-WATER").check()
    await villager.fill("您的需要", "水是咸的，老人孩子没法喝。")
    await villager.press("写好了，核对一遍")
    await villager.press("送给党支部")
    assert villager.page.url.endswith("/sent")
    await secretary.visit("/secretary/needs")
    await secretary.page.locator("a.hit", has_text="水是咸的").first.click()
    form = secretary.page.locator("form[action*='take']").first
    await form.locator("input[name=title]").fill("全村饮水安全")
    for name, value in (("type", "PUBLIC_WELFARE"), ("method", "siquansizhi")):
        field = form.locator(f"select[name={name}]")
        if await field.count():
            await field.select_option(value)
        else:
            await form.locator(f"input[name={name}][value={value}]").check(force=True)
    await secretary.send(form.locator("button").first)
    matter = re.search(r"/matters/([^/?]+)", secretary.page.url)
    assert matter, await secretary.text()
    matter_id = matter.group(1)
    await secretary.fill("听取了谁的意见", "党员01")
    await secretary.fill("说了什么", "赞成")
    await submit(secretary, "heard")
    await secretary.page.locator("textarea[name=text]").fill(TEXT)
    await secretary.page.locator("input[name=budget]").fill("186400")
    await secretary.page.locator("input[name=source1]").fill("上级饮水安全专项资金")
    await secretary.page.locator("input[name=amount1]").fill("18.64万")
    await submit(secretary, "edit")
    await secretary.sees("186,400.00")
    await attach(secretary, "管道走向图", pdf("走向"))
    await submit(secretary, "propose")

    # 2. Posted for three days; villagers comment; the clock decides.
    await advance(secretary, matter_id)
    code = await publish(people, system, matter_id, place)
    await villager.visit(f"/d/{code}")
    await opens_attached(villager, "管道走向图", pdf("走向"))
    await villager.visit(f"/my/matters/{matter_id}")
    await villager.page.locator("textarea[name=text]").fill("请先修二社。")
    await submit(villager, "comment")
    await secretary.visit(f"/matters/{matter_id}")
    await secretary.sees("还差")
    system.jump(days=POSTED)

    # 3 and 4. The meeting with notice, the quorum, 16 to 1.
    await advance_if_needed(secretary, matter_id)
    meeting = await decide(people, system, matter_id, place, against=("代表17",))
    chair = await people.the("executive_chair", place=place)
    await chair.visit(f"/meetings/{meeting}/desk")
    await chair.sees("16 / 17" if "16 / 17" in await chair.text() else "16")
    await chair.sees("通过")

    # Reopened all the same: the objector is visited, version 2, 17 to 0.
    await secretary.visit(f"/matters/{matter_id}")
    reason = secretary.page.locator("form[action$='/reconsider'] input[name=reason]")
    await unfold(secretary, "reconsider")
    await reason.fill("有一户反对，先上门听意见")
    await submit(secretary, "reconsider")
    await unfold(secretary, "edit")
    await secretary.page.locator("textarea[name=text]").fill(f"{TEXT}主管道绕开七户菜地。")
    await secretary.page.locator("input[name=note]").fill("改线路")
    await submit(secretary, "edit")
    await submit(secretary, "propose", 422)
    await secretary.sees("走访")  # refused until the objector was heard
    await secretary.visit(f"/matters/{matter_id}")
    await unfold(secretary, "visit")
    await secretary.fill("走访了谁", "代表17所代表的一户")
    await secretary.page.locator("form[action$='/visit'] textarea[name=words]").fill("怕挖坏菜地")
    await submit(secretary, "visit")
    await submit(secretary, "propose")
    await advance(secretary, matter_id)
    await publish(people, system, matter_id, place)
    system.jump(days=POSTED)
    await advance_if_needed(secretary, matter_id)
    await decide(people, system, matter_id, place)
    for name in NAMES:
        one = await people.the("representative", name, place)
        await one.visit(f"/matters/{matter_id}/sign")
        await one.press("签字")
        await one.sees("您已签字")

    # 5. Published by the worker; the code is genuine, one changed digit is not.
    await advance(secretary, matter_id)
    code = await publish(people, system, matter_id, place)
    await proven(people, system, villager.account["county"], code)

    # 6. Carried out, checked, the result posted, villagers asked.
    system.jump(days=POSTED)
    await advance_if_needed(secretary, matter_id)
    committee = await people.the("committee_member", "村委02", place)
    await committee.visit(f"/matters/{matter_id}")
    await committee.page.locator("input[name=step1]").fill("主管道 6500 米完工")
    await submit(committee, "start")
    await committee.page.locator("textarea[name=done_note]").first.fill("打压试验合格")
    await committee.page.locator("input[name=spent]").first.fill("180000")
    await submit(committee, "report")
    director = await people.the("committee_director", place=place)
    await advance(director, matter_id)
    supervisor = await people.the("supervisor", place=place)
    await supervisor.visit(f"/matters/{matter_id}")
    await supervisor.page.locator("input[name=verdict][value=true]").check()
    await supervisor.page.locator("textarea[name=inspection]").fill("抽看五户，都通水")
    await submit(supervisor, "inspect")
    await advance(director, matter_id)
    await publish(people, system, matter_id, place)
    system.jump(hours=1)  # by then the result's notice can no longer be taken back
    await advance_if_needed(director, matter_id)
    await villager.visit(f"/my/matters/{matter_id}/evaluate")
    await villager.page.locator("#answer-YES").check()
    await submit(villager, "evaluate")
    await villager.sees("您的评价收到了")


async def proven(people: People, system: System, county: str, code: str) -> None:
    """The page, the posters, the texts and the proof, as anybody sees them."""
    page = await people.open()
    answer = await page.goto(f"{system.base}/{county}/d/{code}")
    assert answer is not None
    assert answer.status == 200
    assert "17" in await page.inner_text("main")
    await page.goto(f"{system.base}/{county}/c/{code}")
    assert "GENUINE" in await page.content() or "是真的" in await page.inner_text("main")
    changed = code[:-1] + str((int(code[-1]) + 1) % 10)
    await page.goto(f"{system.base}/{county}/c/{changed}")
    assert "是真的" not in await page.inner_text("main")
    async with httpx.AsyncClient(base_url=system.base) as client:
        await page.goto(f"{system.base}/{county}/d/{code}")
        links = await page.locator("a[href$='.pdf'], a[href*='.pdf?']").all()
        hrefs = [await one.get_attribute("href") for one in links]
        assert len(hrefs) >= 2
        for href in hrefs:
            poster = await client.get(str(href))
            assert poster.status_code == 200
            assert poster.content.startswith(b"%PDF")
            assert len(poster.content) <= 400_000
    system.jump_to_morning()  # texts go out by day only, whatever hour the test is run at
    sent = Path(system.home) / "sent" / "messages.jsonl"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        lines = sent.read_text().splitlines() if sent.exists() else []
        if any("全村饮水安全" in json.loads(line).get("text", "") for line in lines):
            return
        await page.wait_for_timeout(1000)
    raise AssertionError("no text was sent")
