"""Journey 1 through the API, over HTTP: salt water; 16 to 1, reopened, then 17 to 0."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from strawberry.relay import GlobalID

from infra import clock
from infra.ids import new_id
from services.decisions import tasks
from tenants.jobs import Job
from tenants.registry import Tenant
from tests.factories.decisions import START
from tests.journeys.over_http import asked_over_http
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Village

SECRETARY, CLERK, VILLAGER, WORKER, SUPERVISOR = (
    "党支部01",
    "文书01",
    "居民0060",
    "村委02",
    "监委01",
)
COMMITTEE = ["党支部01", "村委01", "村委02"]
TEXT = "铺设主管道 6500 米、支管道 6000 米，解决全村饮水苦咸问题。"
MONEY = {
    "budgetFen": 18_640_000,
    "fundingSources": [
        {"name": "上级饮水安全资金", "amountFen": 15_000_000},
        {"name": "村集体", "amountFen": 3_640_000},
    ],
}


@pytest.fixture
async def village(county: Tenant) -> AsyncIterator[Village]:
    async with asked_over_http(await asking.sanmiaoshu(county)) as one:
        yield one


async def proposed(village: Village) -> str:
    """The need, the matter, whom the branch heard, the proposal."""
    written = await village.do(
        VILLAGER,
        "opinionSubmit",
        "opinion { id state authorName }",
        villageCode=village.code,
        category="WATER",
        text="水是咸的，老人孩子没法喝。",
    )
    assert written["opinion"]["authorName"] == VILLAGER
    taken = await village.do(
        SECRETARY,
        "opinionTakeUp",
        "matter { id number state versionNo can current { text submitted } opinion { state } }",
        opinionId=written["opinion"]["id"],
        title="自来水管道改造",
        typeKey="PUBLIC_WELFARE",
        methodKey="siquansizhi",
    )
    matter = taken["matter"]
    assert (matter["number"], matter["state"]) == ("2026-001", "DRAFT")
    assert matter["current"] == {"text": "水是咸的，老人孩子没法喝。", "submitted": False}
    assert matter["opinion"] == {"state": "TAKEN_UP"}
    assert matter["can"] == ["edit", "record_heard", "propose", "record_party", "withdraw"]
    assert await village.refused(SECRETARY, "matterPropose", matterId=matter["id"]) == [
        "STEP_BLOCKED"
    ]
    for name in ("居民0050", "居民0051", "居民0052"):
        await village.do(
            SECRETARY, "matterRecordHeard", matterId=matter["id"], name=name, opinion="赞成"
        )
    await village.do(SECRETARY, "matterEdit", matterId=matter["id"], text=TEXT, **MONEY)
    done = await village.do(
        SECRETARY,
        "matterPropose",
        "matter { state nextStep { key name status } blockers { code until } "
        "versions { versionNo submitted budgetFen fundingSources { name amountFen } } }",
        matterId=matter["id"],
    )
    assert done["matter"] == {
        "state": "IN_STEPS",
        "nextStep": {"key": "post_plan", "name": "Post the plan", "status": "NOW"},
        "blockers": [{"code": "NOT_POSTED", "until": None}],
        "versions": [{"versionNo": 1, "submitted": True, **MONEY}],
    }
    found: str = matter["id"]
    return found


async def posted(village: Village, matter_id: str) -> datetime:
    """Post what hangs on the wall next, have it checked; return when its period ends."""
    shown = "blockers { code until }"
    done = await village.do(SECRETARY, "matterAdvance", f"matter {{ {shown} }}", matterId=matter_id)
    assert done["matter"]["blockers"] == [{"code": "POSTING_NOT_RELEASED", "until": None}]
    await village.release(matter_id)
    [blocker] = (await village.matter(SECRETARY, matter_id, shown))["blockers"]
    assert blocker["code"] == "POSTING_RUNS"
    return datetime.fromisoformat(blocker["until"])


async def met(village: Village, matter_id: str) -> tuple[str, datetime]:
    """Call the representatives' meeting for the earliest morning."""
    at = datetime.combine(clock.today() + timedelta(days=4), START.timetz())
    called = await village.do(
        village.chair,
        "meetingCall",
        "meeting { id state bodyName dueCount presiderName signInCode matter { id } }",
        matterId=matter_id,
        scheduledAt=at.isoformat(),
        place="村部会议室",
    )
    meeting = called["meeting"]
    assert (meeting["state"], meeting["dueCount"]) == ("CALLED", 20)
    assert (meeting["presiderName"], meeting["matter"]["id"]) == (village.chair, matter_id)
    return meeting["id"], at


async def voted(village: Village, meeting_id: str, against: list[str]) -> dict[str, Any]:
    """Sign in, open, vote by name, close."""
    code = (await village.meeting(village.chair, meeting_id, "signInCode"))["signInCode"]
    representatives = village.made.representatives()
    for name in representatives:
        await village.do(name, "meetingSignIn", meetingId=meeting_id, code=code)
    ids = await village.member_ids(meeting_id)
    for name in COMMITTEE:
        await village.do(CLERK, "meetingSignInMember", meetingId=meeting_id, memberId=ids[name])
    opened = await village.do(
        village.chair, "meetingOpen", "meeting { state rollHash can }", meetingId=meeting_id
    )
    assert opened["meeting"]["can"] == [
        "leave",
        "sign_in_member",
        "excuse",
        "recuse",
        "adjourn",
        "open_vote",
    ]
    vote = await village.do(
        village.chair,
        "voteOpen",
        "vote { id state castCount eligibleCount tally { inFavour } needsRepresentativeCount }",
        meetingId=meeting_id,
        form="NAMED",
    )
    assert vote["vote"] == {
        "id": vote["vote"]["id"],
        "state": "OPEN",
        "castCount": 0,
        "eligibleCount": 20,
        "tally": None,
        "needsRepresentativeCount": True,
    }
    for name in representatives:
        choice = "AGAINST" if name in against else "IN_FAVOUR"
        await village.do(
            name,
            "ballotCast",
            "vote { myBallot { choice } }",
            voteId=vote["vote"]["id"],
            choice=choice,
        )
    closed = await village.do(
        village.chair,
        "voteClose",
        "vote { outcome state tally { inFavour against abstain invalid notVoted } "
        "derivation { text met formula citation } }",
        voteId=vote["vote"]["id"],
    )
    found: dict[str, Any] = closed["vote"]
    return found


async def reopened(village: Village, matter_id: str) -> None:
    """The objector is visited, route and time change, version 2 is submitted."""
    await village.do(SECRETARY, "matterReconsider", matterId=matter_id, reason="一户反对，再商量")
    await village.do(
        SECRETARY,
        "matterEdit",
        matterId=matter_id,
        text=TEXT + "绕开七户菜地，改在春耕后施工。",
        changeNote="改线路和时间",
    )
    assert await village.refused(SECRETARY, "matterPropose", matterId=matter_id) == [
        "OBJECTORS_NOT_VISITED"
    ]
    await village.do(
        SECRETARY,
        "objectorVisitRecord",
        matterId=matter_id,
        visited="居民0070",
        words="担心挖坏菜地，希望春耕后动工",
    )
    await village.do(SECRETARY, "matterPropose", matterId=matter_id)


async def signed(village: Village, matter_id: str) -> None:
    """Twelve representatives sign."""
    found = await village.matter(
        SECRETARY, matter_id, "resolution { id number needed base signedCount }"
    )
    assert {**found["resolution"], "id": ""} == {
        "id": "",
        "number": "2026-002",
        "needed": 12,
        "base": 17,
        "signedCount": 0,
    }
    assert await village.refused(SECRETARY, "matterAdvance", matterId=matter_id) == ["STEP_BLOCKED"]
    for name in village.made.representatives()[:12]:
        done = await village.do(
            name,
            "resolutionSign",
            "resolution { signedCount signatures { name } }",
            resolutionId=found["resolution"]["id"],
        )
    assert done["resolution"]["signedCount"] == 12


async def carried_out(village: Village, matter_id: str) -> None:
    """The work, the check, the published result."""
    started = await village.do(
        WORKER,
        "executionStart",
        "matter { state milestones { id title dueOn } }",
        matterId=matter_id,
        milestones=[{"title": "主管道完工", "dueOn": "2026-06-30"}],
    )
    assert started["matter"]["state"] == "EXECUTING"
    [milestone] = started["matter"]["milestones"]
    await village.do(
        WORKER,
        "milestoneReport",
        milestoneId=milestone["id"],
        note="已通水",
        spentFen=18_000_000,
    )
    await village.do(SECRETARY, "matterAdvance", matterId=matter_id)
    checked = await village.do(
        SUPERVISOR,
        "inspectionRecord",
        "matter { state inspections { passed opinion inspector } }",
        matterId=matter_id,
        passed=True,
        opinion="各社均已通水，水质合格",
    )
    assert checked["matter"]["state"] == "ACCEPTED"
    await village.do(SECRETARY, "matterAdvance", matterId=matter_id)
    await village.release(matter_id)
    assert await village.refused(SECRETARY, "matterAdvance", matterId=matter_id) == ["STEP_BLOCKED"]


async def answered(village: Village, matter_id: str) -> None:
    """The result's notice can no longer be taken back, and a villager says what came of it."""
    await village.do(SECRETARY, "matterAdvance", matterId=matter_id)
    said = await village.do(
        VILLAGER,
        "evaluationSubmit",
        "matter { state myEvaluation evaluationSummary { yes partly no } can }",
        matterId=matter_id,
        answer="YES",
        words="喝上甜水了",
    )
    assert said["matter"] == {
        "state": "RESULT_PUBLISHED",
        "myEvaluation": "YES",
        "evaluationSummary": {"yes": None, "partly": 0, "no": 0},
        "can": [],
    }


async def test_a_need_becomes_a_decision_that_is_carried_out(
    county: Tenant, village: Village
) -> None:
    with clock.at(START):
        matter_id = await proposed(village)
        until = await posted(village, matter_id)
        await village.do(VILLAGER, "matterComment", matterId=matter_id, text="请先修四社。")
        assert await village.refused(SECRETARY, "matterAdvance", matterId=matter_id) == [
            "STEP_BLOCKED"
        ]

    with clock.at(until):
        await village.do(SECRETARY, "matterAdvance", matterId=matter_id)
        meeting_id, at = await met(village, matter_id)
    with clock.at(at):
        last = village.made.representatives()[-1:]
        first_vote = await voted(village, meeting_id, against=last)
        await reopened(village, matter_id)
        until = await posted(village, matter_id)
    with clock.at(until):
        await village.do(SECRETARY, "matterAdvance", matterId=matter_id)
        meeting_id, at = await met(village, matter_id)
    with clock.at(at):
        second_vote = await voted(village, meeting_id, against=[])
        await signed(village, matter_id)
        until = await posted(village, matter_id)
    with clock.at(until):
        await village.do(SECRETARY, "matterAdvance", matterId=matter_id)
        await carried_out(village, matter_id)
    with clock.at(until + timedelta(minutes=10)):
        await answered(village, matter_id)
    with clock.at(until + timedelta(days=10)):
        job = Job(county, new_id(), "decisions.close_evaluation")
        await tasks.close_evaluation(job, matter_id=GlobalID.from_id(matter_id).node_id)
        done = await village.do(
            SECRETARY, "matterAdvance", "matter { state rail { status } can }", matterId=matter_id
        )

    assert first_vote["tally"] == {
        "inFavour": 16,
        "against": 1,
        "abstain": 0,
        "invalid": 0,
        "notVoted": 3,
    }
    formulas = [line["formula"] for line in first_vote["derivation"]]
    assert formulas == ["16·2 > 20", "16·3 ≥ 17·2"]
    assert (first_vote["outcome"], second_vote["outcome"]) == ("PASSED", "PASSED")
    assert second_vote["tally"] == {
        "inFavour": 17,
        "against": 0,
        "abstain": 0,
        "invalid": 0,
        "notVoted": 3,
    }
    assert done["matter"]["state"] == "ARCHIVED"
    assert {step["status"] for step in done["matter"]["rail"]} == {"DONE"}
    assert done["matter"]["can"] == []
    await check_history(village, matter_id)


async def check_history(village: Village, matter_id: str) -> None:
    """A neighbour reads it all, without the names that are nobody's business."""
    found = await village.matter(
        "居民0061",
        matter_id,
        "heard { name } comments { edges { node { text authorName } } } "
        "visits { visited words } versions { versionNo changeNote } bulletins { kind state } "
        "meetings { state members { excuse } } steps { key versionNo outcome }",
    )
    assert found["heard"] == []
    comments = [edge["node"] for edge in found["comments"]["edges"]]
    assert comments == [{"text": "请先修四社。", "authorName": "居**"}]
    assert found["visits"][0]["visited"] == "居**"
    assert [one["versionNo"] for one in found["versions"]] == [1, 2]
    assert [(one["kind"], one["state"]) for one in found["bulletins"]] == [
        ("PROPOSAL", "PUBLISHED"),
        ("PROPOSAL", "PUBLISHED"),
        ("RESOLUTION", "PUBLISHED"),
        ("RESULT", "PUBLISHED"),
    ]
    assert [one["state"] for one in found["meetings"]] == ["CLOSED", "CLOSED"]
    assert {member["excuse"] for one in found["meetings"] for member in one["members"]} == {None}
    assert ("vote", 2, "passed") in {
        (step["key"], step["versionNo"], step["outcome"]) for step in found["steps"]
    }
