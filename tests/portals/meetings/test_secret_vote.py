"""A meeting by its pages, without scripts: calculator, recusal, secret ballot, minutes and PDF."""

from dataclasses import replace

import pytest
from strawberry.relay import to_base64

from infra import clock
from portals.demo.journeys import WATER
from portals.demo.stage import submitted
from services.decisions import service
from services.decisions.models import Meeting
from services.decisions.vocabulary import VoteForm
from tests.portals.site import Village, open_village

BOTH = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]


@pytest.fixture(scope="module")
async def village(server: None) -> Village:
    return await open_village()


async def called(village: Village, title: str) -> tuple[Meeting, str]:
    """Call the joint meeting of the two committees for now."""
    on = village.on
    matter = await submitted(on, "siyi_lianggongkai", replace(WATER, title=title))
    with clock.at(clock.now()):  # the committees need no days' notice: now is not too early
        meeting = await on.do(
            on.secretary,
            service.call_meeting,
            matter,
            scheduled_at=clock.now(),
            place="村部",
            presider_id=on.secretary.resident_id,
        )
    return meeting, f"/meetings/{to_base64('Meeting', str(meeting.id))}"


async def seat(village: Village, meeting: Meeting, names: list[str]) -> None:
    for name in names:
        on = village.on
        await on.do(on.clerk, service.sign_in_by_clerk, meeting.id, on.resident(name))


async def test_who_has_a_stake_says_so_and_is_reckoned_out(village: Village) -> None:
    on, (meeting, room) = village.on, await called(village, "维修水塔")
    secretary, member = [await village.browser_of(name) for name in BOTH[:2]]
    assert (
        "开会还差 3 人；如果到会 3 人，须 3 人同意" in (await secretary.open(f"{room}/desk")).words
    )
    await seat(village, meeting, BOTH)
    wall = [await one.open(f"/screen{room}") for one in (secretary, member)]
    code = f"签到码 {meeting.sign_in_code[:3]} {meeting.sign_in_code[3:]}"
    assert [code in page.words for page in wall] == [True, False]
    assert "到会人数已够开会；如果到会 5 人" in (await secretary.open(f"{room}/desk")).words

    form = await member.open(f"{room}/recuse")
    unsaid = await member.send(form, f"{room}/recuse", stake="FIRM", reason="")
    stake = {"stake": "FIRM", "reason": "投标的是他的公司"}
    gone = await member.send(form, f"{room}/recuse", **stake)
    desk = await secretary.open(f"{room}/desk")

    assert unsaid.status == 422
    assert "您已回避" in gone.words
    assert "已回避" in desk.words
    assert "如果到会 4 人，须 3 人同意" in desk.words
    # Four are left: among so few a secret ballot would show who said what.
    await on.do(on.secretary, service.open_meeting, meeting.id)
    desk = await secretary.open(f"{room}/desk")
    refused = await secretary.send(desk, f"{room}/desk/open-vote", form="SECRET")
    assert "不足 5 人" in refused.words


async def test_a_secret_vote_from_the_ballot_to_the_signed_minutes(village: Village) -> None:
    on, (meeting, room) = village.on, await called(village, "安装路灯")
    await seat(village, meeting, BOTH)
    await on.do(on.secretary, service.open_meeting, meeting.id)
    vote = await on.do(on.secretary, service.open_vote, meeting.id, VoteForm.SECRET)
    secretary = await village.browser_of(BOTH[0])

    page = await secretary.open(room)
    done = await secretary.send(page, f"{room}/vote", choice="AGAINST")
    await on.do(on.secretary, service.close_vote, vote.id)
    minutes = await secretary.open(f"{room}/minutes")
    signed = await secretary.send(minutes, f"{room}/minutes/sign")
    objected = await secretary.send(signed, f"{room}/minutes/object", text="散会时间不对")
    sheet = await secretary.client.get(f"{secretary.home}{room}/minutes.pdf")

    assert "无记名投票，投了不能改" in page.words
    assert "投好了" in done.words
    assert "不到 5 人投票" in done.words
    assert "您投的是" not in done.words
    assert "无记名投票（手机）" in minutes.words
    assert "到会 5 人，赞成 0、反对 1、弃权 0、无效 0、未投 4" in minutes.words
    assert "1 / 5" in signed.words
    assert "散会时间不对" in objected.words
    assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")
    assert sheet.headers["content-disposition"].startswith("attachment")
