"""An agenda of two, proof of notice and the QR code at the door, by the pages without scripts."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from strawberry.relay import to_base64

from infra import clock
from portals.demo.journeys import WATER
from portals.demo.stage import submitted
from services.decisions import arrival, service
from tests.factories import papers
from tests.portals.meetings.test_secret_vote import BOTH, seat
from tests.portals.site import Page, Village, open_village


@pytest.fixture(scope="module")
async def village(server: None) -> Village:
    return await open_village()


def _matter(key: object) -> str:
    return to_base64("Matter", str(key))


async def test_two_matters_are_called_announced_entered_and_voted_one_by_one(
    village: Village,
) -> None:
    on = village.on
    well = await submitted(on, "siyi_lianggongkai", replace(WATER, title="修水井"))
    lamps = await submitted(on, "siyi_lianggongkai", replace(WATER, title="装路灯"))
    secretary, clerk = [await village.browser_of(name) for name in (BOTH[0], "文书01")]
    member = await village.browser_of(BOTH[1])

    page = await secretary.open(f"/matters/{_matter(well)}")
    now = clock.local(clock.now()) + timedelta(minutes=2)
    called = await secretary.send(
        page,
        f"/matters/{_matter(well)}/call",
        at_date=f"{now:%Y-%m-%d}",
        at_time=f"{now:%H:%M}",
        place="村部",
        also=_matter(lamps),
    )
    (meeting,) = (await on.do(on.secretary, service.load_many_meetings, [lamps]))[lamps]
    room = f"/meetings/{to_base64('Meeting', str(meeting.id))}"
    notice = await member.open(room)
    told = await member.send(notice, f"{room}/acknowledge")
    ledger = await clerk.open(f"{room}/notice")
    wrong = await clerk.send(
        ledger, f"{room}/notice", channel="VISIT", told_date="明天", told_time="", note=""
    )
    desk = await secretary.open(f"{room}/desk")
    attach = f"{secretary.home}{room}/desk/attach"
    fields = {**desk.hidden(attach), "file_title": "预算"}
    file = ("预算.pdf", papers.pdf("明细"), "application/pdf")
    attached = Page(await secretary.client.post(attach, data=fields, files={"file": file}))
    door = await clerk.open(f"{room}/door")

    assert called.status == 200
    assert "一起上会的事" in page.words
    assert "2. 装路灯" in notice.words
    assert "有送达记录 1 / 5 人" in told.words
    assert "您" in told.words
    assert wrong.status == 422
    assert "预算" in attached.words
    assert "data:image/svg+xml;base64," in door.html

    with clock.at(meeting.scheduled_at):
        token = arrival.live_token(village.county.code, meeting.id, clock.now())
        landing = await member.open(f"{room}/arrive?qr={token}")
        entered = await member.send(landing, f"{room}/arrive")
        other = await secretary.open(f"{room}/arrive?qr={token}")
        stale = await secretary.send(other, f"{room}/arrive", qr="0" * 24)
        await seat(village, meeting, BOTH)
        await on.do(on.secretary, service.open_meeting, meeting.id)
        desk = await secretary.open(f"{room}/desk")
        screen = await secretary.open(f"/screen{room}")
        first = await secretary.send(
            desk, f"{room}/desk/open-vote", form="NAMED", item=_matter(lamps)
        )
        between = await secretary.send(first, f"{room}/desk/close-vote")

    assert "已签到" in entered.words
    assert stale.status == 422
    assert "二维码过期" in stale.words
    assert "表决哪一项" in desk.words
    assert "扫码签到" in screen.words
    assert "是否同意“装路灯”" in first.words
    assert re.search("装路灯.*没有通过", between.words)
    assert "待表决" in between.words
