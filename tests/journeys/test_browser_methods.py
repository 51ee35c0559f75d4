"""Journeys 2, 3 and 4 in a browser: hands and paper, a township's refusal, a missing quorum."""

import io

import pytest
from PIL import Image

from tests.journeys.conftest import People
from tests.journeys.people import Person
from tests.journeys.steps import (
    POSTED,
    advance,
    advance_if_needed,
    call_meeting,
    enter_hands,
    open_by_hands,
    proposed,
    publish,
    seat_all,
    submit,
    unfold,
)
from tests.journeys.system import System


def sheet() -> bytes:
    """A picture that stands for the photographed tally sheet."""
    target = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(target, "PNG")
    return target.getvalue()


def village(system: System, number: int) -> str:
    """The code of the first or second sample village."""
    places = sorted({one["place"] for one in system.accounts() if one["role"] == "villager"})
    return places[number]


async def joint_committee_agrees(
    people: People, system: System, secretary: Person, matter: str, place: str
) -> None:
    """Let the two committees meet and raise their hands."""
    meeting = await call_meeting(system, secretary, matter, 5)
    system.jump(days=5, hours=12)
    present = await seat_all(secretary, meeting)
    await open_by_hands(secretary, meeting)
    clerk = await people.the("clerk", place=place)
    await enter_hands(clerk, meeting, present, sheet())
    await secretary.visit(f"/meetings/{meeting}/desk")
    await submit(secretary, "close-vote")
    await secretary.sees("通过")


@pytest.mark.browser
async def test_twenty_nine_hands_are_entered_from_paper_and_reconciled(
    people: People, system: System
) -> None:
    place = village(system, 1)
    secretary = await people.the("party_secretary", place=place)
    matter = await proposed(secretary, "西四社修 2 公里砂石路", "siquansizhi", 20000)
    await advance(secretary, matter)
    await publish(people, system, matter, place)
    system.jump(days=POSTED)
    await advance_if_needed(secretary, matter)
    chair = await people.the("executive_chair", place=place)
    meeting = await call_meeting(system, chair, matter, 5)
    system.jump(days=5, hours=12)
    assert await seat_all(chair, meeting, words="村民代表") == 29
    await open_by_hands(chair, meeting)
    clerk = await people.the("clerk", place=place)

    await enter_hands(clerk, meeting, 30, sheet(), 422)  # more hands than people
    await enter_hands(clerk, meeting, 29, sheet())

    await chair.visit(f"/meetings/{meeting}/desk")
    await submit(chair, "close-vote")
    facts = (await chair.page.locator(".facts").last.inner_text()).split()
    assert "".join(facts) == "同意29反对0弃权0未投0"
    await chair.sees("赞成 29 名村民代表")
    await secretary.visit(f"/matters/{matter}")
    await secretary.sees("29")


@pytest.mark.browser
async def test_a_532_matter_returned_at_the_first_review_cannot_go_on_until_mended(
    people: People, system: System
) -> None:
    place = village(system, 0)
    secretary = await people.the("party_secretary", place=place)
    matter = await proposed(secretary, "安装太阳能路灯 40 盏", "532", 96000)
    await joint_committee_agrees(people, system, secretary, matter, place)
    reviewer = await people.the("township_reviewer")
    await reviewer.visit("/township")
    await reviewer.sees("安装太阳能路灯 40 盏")
    await reviewer.visit(f"/matters/{matter}")
    await unfold(reviewer, "return")

    await submit(reviewer, "return", 422)  # a refusal without a reason is none
    await unfold(reviewer, "return")
    await reviewer.page.locator("input[value=BUDGET_UNCLEAR]").check(force=True)
    reason = reviewer.page.locator("form[action$='/return'] textarea[name=reason]")
    await reason.fill("没有附三家报价，请补齐后再报。")
    await submit(reviewer, "return")

    await secretary.visit(f"/matters/{matter}")
    await secretary.sees("没有附三家报价")
    assert await secretary.page.locator("form[action$='/advance']").count() == 0
    await submit(secretary, "propose", 422)  # unchanged, it goes nowhere
    await unfold(secretary, "edit")
    await secretary.page.locator("textarea[name=text]").fill("路灯 40 盏，三家报价见附件。")
    await secretary.page.locator("input[name=note]").fill("补了三家报价")
    await submit(secretary, "edit")
    await submit(secretary, "propose")


@pytest.mark.browser
async def test_a_party_meeting_without_its_quorum_does_not_open(
    people: People, system: System
) -> None:
    place = village(system, 1)
    secretary = await people.the("party_secretary", place=place)
    matter = await proposed(secretary, "改造村部文化广场", "siyi_lianggongkai", 68000)
    await joint_committee_agrees(people, system, secretary, matter, place)
    meeting = await call_meeting(system, secretary, matter, 8)
    system.jump(days=8, hours=12)
    assert await seat_all(secretary, meeting, 7) == 7

    await secretary.visit(f"/meetings/{meeting}/desk")
    await secretary.sees("还差")
    await submit(secretary, "open", 422)
    await unfold(secretary, "adjourn")
    await secretary.page.locator("form[action$='/adjourn'] input[name=reason]").fill("人数不够")
    await submit(secretary, "adjourn")

    await secretary.sees("休会")
    await secretary.visit(f"/matters/{matter}")
    assert await secretary.page.locator("form[action$='/advance']").count() == 0
