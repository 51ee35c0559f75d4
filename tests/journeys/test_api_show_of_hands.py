"""Journey 2 through the API: 29 representatives, hands counted on paper by the clerk, unanimous."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from infra import clock
from tenants.registry import Tenant
from tests.factories.decisions import START
from tests.journeys.over_http import asked_over_http
from tests.schema.decisions import asking
from tests.schema.decisions.asking import SHEET, Village

SECRETARY, CLERK = "党支部01", "文书01"
COMMITTEE = ["党支部01", "村委01", "村委02"]
REPRESENTATIVES = {"inFavour": 29, "against": 0}


@pytest.fixture
async def village(county: Tenant) -> AsyncIterator[Village]:
    async with asked_over_http(await asking.naimadai(county)) as one:
        yield one


async def meeting_open(village: Village) -> str:
    """A road of 2 km for 20,000 yuan, up to the open meeting with its vote by hands."""
    with clock.at(START):
        drafted = await village.do(
            SECRETARY,
            "matterDraft",
            "matter { id typeName bodyName methodName villageName }",
            villageCode=village.code,
            title="修 2 公里砂石路",
            typeKey="PUBLIC_WELFARE",
            methodKey="siquansizhi",
        )
        assert drafted["matter"] == {
            "id": drafted["matter"]["id"],
            "typeName": "Public works",
            "bodyName": "representatives' meeting",
            "methodName": "Four powers, four systems",
            "villageName": "乃玛岱村",
        }
        matter = {"matterId": drafted["matter"]["id"]}
        await village.do(
            SECRETARY,
            "matterEdit",
            **matter,
            text="用两万元奖金修 2 公里砂石路。",
            budgetFen=2_000_000,
            fundingSources=[{"name": "奖励资金", "amountFen": 2_000_000}],
        )
        await village.do(SECRETARY, "matterRecordHeard", **matter, name="居民0080")
        await village.do(SECRETARY, "matterPropose", **matter)
        await village.do(SECRETARY, "matterAdvance", **matter)
        await village.release(matter["matterId"])
    with clock.at(START + timedelta(days=4)):
        await village.do(SECRETARY, "matterAdvance", **matter)
        at = datetime.combine(clock.today() + timedelta(days=4), START.timetz())
        called = await village.do(
            village.chair,
            "meetingCall",
            "meeting { id }",
            **matter,
            scheduledAt=at.isoformat(),
            place="村部",
        )
    meeting_id: str = called["meeting"]["id"]
    with clock.at(at):
        await seated(village, meeting_id)
    return meeting_id


async def seated(village: Village, meeting_id: str) -> None:
    """Everybody is entered by the clerk, then the chair opens."""
    ids = await village.member_ids(meeting_id)
    for name in [*village.made.representatives(), *COMMITTEE]:
        await village.do(CLERK, "meetingSignInMember", meetingId=meeting_id, memberId=ids[name])
    await village.do(village.chair, "meetingOpen", meetingId=meeting_id)


async def hands(village: Village, meeting_id: str, **counts: Any) -> dict[str, Any]:
    """Return what the clerk enters."""
    ids = await village.member_ids(meeting_id)
    vote = await village.do(
        village.chair, "voteOpen", "vote { id }", meetingId=meeting_id, form="SHOW_OF_HANDS"
    )
    return {
        "voteId": vote["vote"]["id"],
        "inFavour": 32,
        "against": 0,
        "abstain": 0,
        "sheetBase64": SHEET,
        "sheetType": "image/png",
        "tellers": [ids["代表01"], ids["代表02"]],
        "scrutineer": ids["代表03"],
        "representatives": REPRESENTATIVES,
        **counts,
    }


async def test_hands_are_counted_entered_whole_and_unanimous(village: Village) -> None:
    meeting_id = await meeting_open(village)
    found = await village.meeting(CLERK, meeting_id, "scheduledAt")

    with clock.at(datetime.fromisoformat(found["scheduledAt"])):
        sheet = await hands(village, meeting_id)
        vote = {"voteId": sheet["voteId"]}
        assert await village.refused(village.chair, "voteClose", **vote) == ["COUNT_MISSING"]
        assert await village.refused("代表01", "ballotCast", **vote, choice="IN_FAVOUR") == [
            "WRONG_VOTE_FORM"
        ]
        await village.do(CLERK, "voteRecordHands", **sheet)
        closed = await village.do(
            village.chair,
            "voteClose",
            "vote { outcome tally { inFavour against } derivation { formula met } "
            "paperCount { issued used spoiled unused recordedBy } meeting { state matter { "
            "id state resolution { id number needed base signedCount } } } }",
            **vote,
        )
        resolution = closed["vote"]["meeting"]["matter"]["resolution"]
        signed = await signed_on_paper(village, meeting_id, resolution["id"])

    assert closed["vote"]["outcome"] == "PASSED"
    assert closed["vote"]["tally"] == {"inFavour": 32, "against": 0}
    assert [line["formula"] for line in closed["vote"]["derivation"]] == [
        "32·2 > 32",
        "29·3 ≥ 29·2",
    ]
    assert closed["vote"]["paperCount"]["issued"] == 32
    assert closed["vote"]["meeting"]["state"] == "CLOSED"
    assert (resolution["number"], resolution["needed"], resolution["base"]) == ("2026-001", 20, 29)
    assert (signed["signedCount"], signed["signatures"][0]["onPaper"]) == (29, True)


async def signed_on_paper(village: Village, meeting_id: str, resolution_id: str) -> dict[str, Any]:
    """Enter the signatures of everybody who was there."""
    ids = await village.member_ids(meeting_id)
    done = await village.do(
        CLERK,
        "resolutionSignPaper",
        "resolution { signedCount signatures { name onPaper } }",
        resolutionId=resolution_id,
        memberIds=[ids[name] for name in village.made.representatives()],
        sheetBase64=SHEET,
    )
    found: dict[str, Any] = done["resolution"]
    return found


async def test_counts_that_cannot_be_are_refused_whole(village: Village) -> None:
    meeting_id = await meeting_open(village)
    found = await village.meeting(CLERK, meeting_id, "scheduledAt")
    cases: list[tuple[dict[str, Any], str]] = [
        ({"inFavour": 33}, "COUNTS_DO_NOT_ADD_UP"),
        ({"inFavour": -1}, "COUNTS_DO_NOT_ADD_UP"),
        ({"representatives": None}, "COUNTS_DO_NOT_ADD_UP"),
        ({"representatives": {"inFavour": 30, "against": 0}}, "COUNTS_DO_NOT_ADD_UP"),
        ({"representatives": {"inFavour": 25, "against": 0}}, "COUNTS_DO_NOT_ADD_UP"),
        ({"sheetBase64": "bm8gcGhvdG8="}, "SHEET_UNREADABLE"),
        ({"sheetBase64": "照片"}, "SHEET_UNREADABLE"),
    ]

    with clock.at(datetime.fromisoformat(found["scheduledAt"])):
        sheet = await hands(village, meeting_id)
        ids = await village.member_ids(meeting_id)
        cases += [
            ({"tellers": [ids["代表01"]]}, "TELLERS_NOT_DISTINCT"),
            ({"tellers": [ids["代表01"], ids["代表01"]]}, "TELLERS_NOT_DISTINCT"),
            ({"scrutineer": ids["代表01"]}, "TELLERS_NOT_DISTINCT"),
            ({"scrutineer": asking.gid("MeetingMember")}, "NOT_ON_THE_ROLL"),
            ({"scrutineer": asking.gid("Matter")}, "NOT_FOUND"),
        ]
        refused = [
            await village.refused(CLERK, "voteRecordHands", **{**sheet, **wrong})
            for wrong, _ in cases
        ]
        vote = await village.refused(village.chair, "voteClose", voteId=sheet["voteId"])

    assert refused == [[code] for _, code in cases]
    assert vote == ["COUNT_MISSING"]
