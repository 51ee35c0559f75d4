"""Journey 4 through the API: the party members' meeting lacks its quorum."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from infra import clock
from tenants.registry import Tenant
from tests.factories.decisions import START
from tests.journeys.over_http import asked_over_http
from tests.journeys.test_api_reviews import CLERK, SECRETARY, joint_meeting
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Village


@pytest.fixture
async def village(county: Tenant) -> AsyncIterator[Village]:
    async with asked_over_http(await asking.sanmiaoshu(county)) as one:
        yield one


async def party_meeting(village: Village) -> tuple[str, datetime]:
    """A matter under 四议两公开 that the two committees have passed; party members are called."""
    drafted = await village.do(
        SECRETARY,
        "matterDraft",
        "matter { id }",
        villageCode=village.code,
        title="修路",
        typeKey="PUBLIC_WELFARE",
        methodKey="siyi_lianggongkai",
    )
    matter = {"matterId": drafted["matter"]["id"]}
    await village.do(SECRETARY, "matterEdit", **matter, text="修路。")
    await village.do(SECRETARY, "matterRecordHeard", **matter, name="居民0050")
    await village.do(SECRETARY, "matterPropose", **matter)
    await joint_meeting(village, matter["matterId"])
    at = datetime.combine(clock.today() + timedelta(days=4), START.timetz())
    called = await village.do(
        SECRETARY,
        "meetingCall",
        "meeting { id }",
        **matter,
        scheduledAt=at.isoformat(),
        place="村部",
    )
    return called["meeting"]["id"], at


async def test_below_its_quorum_the_meeting_cannot_open_and_says_who_is_missing(
    village: Village,
) -> None:
    with clock.at(START):
        meeting_id, at = await party_meeting(village)

    with clock.at(at):
        ids = await village.member_ids(meeting_id)
        for name in village.made.party()[:11]:
            await village.do(CLERK, "meetingSignInMember", meetingId=meeting_id, memberId=ids[name])
        meter = await village.meeting(
            SECRETARY,
            meeting_id,
            "quorum { met due present needed missing lines { formula met citation } } "
            "calculator(present: 14) { requiredPresent requiredInFavour text rules }",
        )
        refused = await village.refused(SECRETARY, "meetingOpen", meetingId=meeting_id)
        adjourned = await village.do(
            SECRETARY,
            "meetingAdjourn",
            "meeting { state adjournReason matter { state can nextStep { key } } }",
            meetingId=meeting_id,
            reason="到会人数不够",
        )

    assert meter["quorum"] == {
        "met": False,
        "due": 21,
        "present": 11,
        "needed": 14,
        "missing": 3,
        "lines": [
            {
                "formula": "11·2 ≥ 21",
                "met": True,
                "citation": meter["quorum"]["lines"][0]["citation"],
            },
            {
                "formula": "11·3 < 21·2",
                "met": False,
                "citation": meter["quorum"]["lines"][1]["citation"],
            },
        ],
    }
    assert meter["calculator"]["requiredPresent"] == 14
    assert meter["calculator"]["requiredInFavour"] == 11
    assert meter["calculator"]["text"] == (
        "To open, 3 more members are still needed; if 14 come, 11 members must agree."
    )
    assert refused == ["QUORUM_NOT_MET"]
    assert adjourned["meeting"]["state"] == "ADJOURNED"
    assert adjourned["meeting"]["matter"]["nextStep"] == {"key": "party"}
    assert "call_meeting" in adjourned["meeting"]["matter"]["can"]
