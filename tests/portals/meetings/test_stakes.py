"""Whom a matter concerns, and the register's stakes at the desk."""

from dataclasses import replace

import pytest
from strawberry.relay import to_base64

from infra import clock
from portals.demo.journeys import WATER
from portals.demo.stage import submitted
from services.decisions import service
from tests.portals.meetings.test_secret_vote import BOTH, seat
from tests.portals.site import Village, open_village


@pytest.fixture(scope="module")
async def village(server: None) -> Village:
    return await open_village()


async def test_a_registered_stake_is_shown_at_the_desk_and_recused_with_one_press(
    village: Village,
) -> None:
    on = village.on
    matter = await submitted(on, "siyi_lianggongkai", replace(WATER, title="修桥"))
    secretary = await village.browser_of(BOTH[0])
    here = f"/matters/{to_base64('Matter', str(matter))}"
    page = await secretary.open(here)
    bids = {"party_kind": "PERSON", "party_name": BOTH[1], "part": "投标人"}
    unknown = await secretary.send(page, f"{here}/party", **{**bids, "party_name": "没有这人"})
    entered = await secretary.send(page, f"{here}/party", **bids)
    with clock.at(clock.now()):
        meeting = await on.do(
            on.secretary,
            service.call_meeting,
            matter,
            scheduled_at=clock.now(),
            place="村部",
            presider_id=on.secretary.resident_id,
        )
    room = f"/meetings/{to_base64('Meeting', str(meeting.id))}"
    await seat(village, meeting, BOTH)
    await on.do(on.secretary, service.open_meeting, meeting.id)
    clerk = await village.browser_of("文书01")
    desk = await secretary.open(f"{room}/desk")
    refused = await secretary.send(desk, f"{room}/desk/open-vote", form="NAMED")
    record = await clerk.open(f"{room}/desk")
    recused = await clerk.send(record, f"{room}/recuse")
    again = await secretary.open(f"{room}/desk")
    voting = await secretary.send(again, f"{room}/desk/open-vote", form="NAMED")

    assert unknown.status == 422
    assert "投标人" in entered.words
    assert "登记簿里有利害关系" in desk.words
    assert f"到会的{BOTH[1]}与这件事有利害关系" in refused.words
    assert recused.status == 200
    assert "登记簿里有利害关系" not in again.words
    assert "是否同意“修桥”" in voting.words
