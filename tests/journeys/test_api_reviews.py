"""Journey 3 through the API: the township refuses a 532 matter until it is mended."""

from collections.abc import AsyncIterator

import pytest

from infra import clock
from tenants.registry import Tenant
from tests.factories.decisions import START
from tests.journeys.over_http import asked_over_http
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Village

SECRETARY, CLERK, REVIEWER = "党支部01", "文书01", "镇审核人"
COMMITTEES = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]
WORDS = "自筹部分没有写明出处，请补充后再报。"


@pytest.fixture
async def village(county: Tenant) -> AsyncIterator[Village]:
    async with asked_over_http(await asking.sanmiaoshu(county)) as one:
        yield one


async def proposed(village: Village) -> str:
    drafted = await village.do(
        SECRETARY,
        "matterDraft",
        "matter { id }",
        villageCode=village.code,
        title="自来水管道改造",
        typeKey="PUBLIC_WELFARE",
        methodKey="532",
    )
    matter_id: str = drafted["matter"]["id"]
    await village.do(
        SECRETARY,
        "matterEdit",
        matterId=matter_id,
        text="铺设管道。",
        budgetFen=100_00,
        fundingSources=[{"name": "村集体", "amountFen": 100_00}],
    )
    await village.do(SECRETARY, "matterRecordHeard", matterId=matter_id, name="居民0050")
    await village.do(SECRETARY, "matterPropose", matterId=matter_id)
    return matter_id


async def joint_meeting(village: Village, matter_id: str) -> None:
    """The two committees meet at once and agree."""
    called = await village.do(
        SECRETARY,
        "meetingCall",
        "meeting { id }",
        matterId=matter_id,
        scheduledAt=clock.now().isoformat(),
        place="村部",
    )
    meeting_id = called["meeting"]["id"]
    ids = await village.member_ids(meeting_id)
    for name in COMMITTEES:
        await village.do(CLERK, "meetingSignInMember", meetingId=meeting_id, memberId=ids[name])
    await village.do(SECRETARY, "meetingOpen", meetingId=meeting_id)
    vote = await village.do(
        SECRETARY, "voteOpen", "vote { id }", meetingId=meeting_id, form="NAMED"
    )
    for name in COMMITTEES:
        await village.do(name, "ballotCast", voteId=vote["vote"]["id"], choice="IN_FAVOUR")
    await village.do(SECRETARY, "voteClose", voteId=vote["vote"]["id"])


async def test_a_refused_matter_cannot_go_on_until_it_is_mended(village: Village) -> None:
    with clock.at(START):
        matter_id = await proposed(village)
        await joint_meeting(village, matter_id)
        matter = {"matterId": matter_id}
        waiting = await village.matter(REVIEWER, matter_id, "nextStep { key actor } can")
        assert waiting["can"] == ["review"]
        assert await village.refused(REVIEWER, "reviewDecide", **matter, decision="RETURN") == [
            "REASON_NEEDED"
        ]
        returned = await village.do(
            REVIEWER,
            "reviewDecide",
            "matter { state blockers { code } nextStep { key status } "
            "reviews { approved reasonCodes reasonNames reason reviewer stepName } }",
            **matter,
            decision="RETURN",
            reasonCode="BUDGET_UNCLEAR",
            reason=WORDS,
        )

        assert returned["matter"] == {
            "state": "RETURNED",
            "blockers": [{"code": "RETURNED"}],
            "nextStep": {"key": "joint", "status": "RETURNED"},
            "reviews": [
                {
                    "approved": False,
                    "reasonCodes": ["BUDGET_UNCLEAR"],
                    "reasonNames": ["budget or money unclear"],
                    "reason": WORDS,
                    "reviewer": REVIEWER,
                    "stepName": "First check",
                }
            ],
        }
        assert await village.refused(REVIEWER, "reviewDecide", **matter, decision="APPROVE") == [
            "WRONG_STEP"
        ]
        assert await village.refused(SECRETARY, "matterAdvance", **matter) == ["WRONG_STEP"]
        assert await village.refused(SECRETARY, "matterPropose", **matter) == ["NOT_MENDED"]
        await village.do(
            SECRETARY, "matterEdit", **matter, text="铺设管道。自筹部分来自 2025 年机动地承包费。"
        )
        await village.do(SECRETARY, "matterPropose", **matter)
        await joint_meeting(village, matter_id)
        approved = await village.do(
            REVIEWER,
            "reviewDecide",
            "matter { state versionNo nextStep { key } reviews { approved versionNo } }",
            **matter,
            decision="APPROVE",
        )

    assert approved["matter"] == {
        "state": "IN_STEPS",
        "versionNo": 2,
        "nextStep": {"key": "post_plan"},
        "reviews": [
            {"approved": False, "versionNo": 1},
            {"approved": True, "versionNo": 2},
        ],
    }


async def test_the_townships_check_is_not_the_villages(village: Village) -> None:
    with clock.at(START):
        matter_id = await proposed(village)
        await joint_meeting(village, matter_id)

        supervisor = await village.matter("监委01", matter_id, "can")
        refused = await village.refused(
            "监委01", "reviewDecide", matterId=matter_id, decision="APPROVE"
        )

    assert "review" not in supervisor["can"]
    assert refused == ["NOT_FOUND"]
