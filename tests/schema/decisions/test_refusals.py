"""What the API refuses around meetings and votes, and that a repeated request has one effect."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from strawberry.relay import GlobalID

from infra import clock
from services.decisions import service
from services.decisions.models import Meeting
from services.decisions.vocabulary import VoteForm
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START
from tests.schema.decisions import asking
from tests.schema.decisions.asking import SHEET, Village, gid
from tests.schema.people.asking import do

SECRETARY, CLERK, VILLAGER = "党支部01", "文书01", "居民0060"
COMMITTEE = ["党支部01", "村委01", "村委02"]


async def called(village: Village) -> tuple[str, Meeting]:
    """A matter whose posting is over and whose meeting is called."""
    made = village.made
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        return gid("Matter", matter_id), await factory.called(made, matter_id)


async def voting(village: Village, form: VoteForm = VoteForm.NAMED) -> tuple[Meeting, str]:
    """An open vote; everybody is here but the second representative."""
    made = village.made
    _, meeting = await called(village)
    with clock.at(meeting.scheduled_at):
        here = [name for name in made.representatives() if name != "代表02"]
        await factory.seat(made, meeting, [*here, *COMMITTEE])
        await made.do(made.chair, service.open_meeting, meeting.id)
        vote = await made.do(made.chair, service.open_vote, meeting.id, form)
    return meeting, gid("Vote", vote.id)


async def test_a_meeting_needs_its_notice_and_says_the_earliest_time(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        payload = await do(
            village.viewers[village.chair],
            "meetingCall",
            "meeting { id }",
            matterId=gid("Matter", matter_id),
            scheduledAt="2026-03-23T09:00:00",
            place="村部",
        )

    [error] = payload["errors"]
    assert (error["code"], error["path"]) == ("NOTICE_TOO_SHORT", ["input", "scheduledAt"])
    assert "2026-03-24 00:00" in error["message"]
    assert payload["meeting"] is None


async def test_a_time_without_a_zone_is_the_time_in_china(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        done = await village.do(
            village.chair,
            "meetingCall",
            "meeting { scheduledAt }",
            matterId=gid("Matter", matter_id),
            scheduledAt="2026-03-24T00:00:00",
            place="村部",
        )

    assert done["meeting"]["scheduledAt"] == "2026-03-23T16:00:00+00:00"


async def test_doors_and_meetings_do_not_open_before_their_time(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    _, meeting = await called(village)
    key = {"meetingId": gid("Meeting", meeting.id)}
    code = meeting.sign_in_code

    with clock.at(meeting.scheduled_at - timedelta(days=1)):
        early = [
            await village.refused("代表01", "meetingSignIn", **key, code=code),
            await village.refused(village.chair, "meetingOpen", **key),
            await village.refused(village.chair, "voteOpen", **key, form="NAMED"),
        ]
        can = (await village.meeting("代表01", key["meetingId"], "can"))["can"]

    assert early == [["MEETING_TOO_EARLY"], ["MEETING_TOO_EARLY"], ["MEETING_NOT_IN_STATE"]]
    # A member may say that they cannot come, why they may not, and that they have the notice.
    assert can == ["excuse", "recuse", "acknowledge"]


async def test_who_is_not_in_the_room_does_not_sign_in(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    _, meeting = await called(village)
    key = {"meetingId": gid("Meeting", meeting.id)}
    wrong = "000000" if meeting.sign_in_code != "000000" else "000001"

    with clock.at(meeting.scheduled_at):
        refused = [
            await village.refused("代表01", "meetingSignIn", **key, **said)
            for said in ({}, {"code": ""}, {"code": wrong})
        ]
        found = await village.meeting(village.chair, key["meetingId"], "quorum { missing }")
        await village.do("代表01", "meetingSignIn", **key, code=meeting.sign_in_code)

    assert refused == [["WRONG_SIGN_IN_CODE"]] * 3
    assert found == {"quorum": {"missing": 14}}


async def test_below_the_quorum_a_meeting_does_not_open(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    _, meeting = await called(village)
    key = gid("Meeting", meeting.id)

    with clock.at(meeting.scheduled_at):
        await factory.seat(village.made, meeting, village.made.representatives()[:13])
        refused = await village.refused(village.chair, "meetingOpen", meetingId=key)
        found = await village.meeting(village.chair, key, "quorum { met missing needed } state")

    assert refused == ["QUORUM_NOT_MET"]
    assert found == {"quorum": {"met": False, "missing": 1, "needed": 14}, "state": "CALLED"}


async def test_only_members_who_are_here_vote_and_only_once(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    meeting, vote = await voting(village)
    ballot = {"voteId": vote, "choice": "IN_FAVOUR"}

    with clock.at(meeting.scheduled_at):
        await village.do("代表01", "ballotCast", **ballot)
        refused = [
            await village.refused(VILLAGER, "ballotCast", **ballot),
            await village.refused("代表02", "ballotCast", **ballot),
            await village.refused("代表01", "ballotCast", **ballot),
            await village.refused(
                "代表02",
                "meetingSignIn",
                meetingId=gid("Meeting", meeting.id),
                code=meeting.sign_in_code,
            ),
        ]
        can = {
            name: (await village.meeting(name, gid("Meeting", meeting.id), "can"))["can"]
            for name in ("代表01", "代表02", "代表03", VILLAGER)
        }
        await village.do(village.chair, "voteClose", voteId=vote)
        late = await village.refused("代表03", "ballotCast", **ballot)

    codes = [code for one in refused for code in one]
    assert codes == ["NOT_ON_THE_ROLL", "NOT_PRESENT", "ALREADY_VOTED", "ATTENDANCE_FROZEN"]
    assert can == {"代表01": [], "代表02": [], "代表03": ["cast"], VILLAGER: []}
    assert late == ["VOTE_CLOSED"]


async def test_a_ballot_sent_twice_is_cast_once_and_answered_the_same(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    meeting, vote = await voting(village)
    shown = "vote { castCount myBallot { choice castAt } }"
    ballot = {"voteId": vote, "choice": "AGAINST"}

    with clock.at(meeting.scheduled_at):
        first = await village.do("代表01", "ballotCast", shown, "form-1", **ballot)
        again = await village.do("代表01", "ballotCast", shown, "form-1", **ballot)
        changed = await do(
            village.viewers["代表01"], "ballotCast", shown, "form-1", voteId=vote, choice="ABSTAIN"
        )

    assert first == again
    assert first["vote"]["castCount"] == 1
    assert first["vote"]["myBallot"]["choice"] == "AGAINST"
    assert [error["code"] for error in changed["errors"]] == ["IDEMPOTENCY_KEY_REUSED"]


async def test_nobody_sees_the_tally_or_anothers_ballot_while_the_vote_is_open(
    county: Tenant,
) -> None:
    village = await asking.sanmiaoshu(county)
    meeting, vote = await voting(village)
    document = """
        query($id: ID!) { node(id: $id) { ... on Vote {
          castCount tally { inFavour } outcome derivation { met } myBallot { choice }
        } } }
    """

    with clock.at(meeting.scheduled_at):
        await village.do("代表01", "ballotCast", voteId=vote, choice="AGAINST")
        found = await village.ask(village.chair, document, id=vote)

    assert found["node"] == {
        "castCount": 1,
        "tally": None,
        "outcome": "OPEN",
        "derivation": [],
        "myBallot": None,
    }


async def test_papers_that_do_not_add_up_are_refused_whole(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    meeting, vote = await voting(village, VoteForm.PAPER)
    ids = await village.member_ids(gid("Meeting", meeting.id))
    sheet: dict[str, Any] = {
        "voteId": vote,
        "issued": 19,
        "used": 17,
        "spoiled": 1,
        "unused": 1,
        "inFavour": 16,
        "against": 1,
        "abstain": 0,
        "sheetBase64": SHEET,
        "tellers": [ids["代表01"], ids["代表03"]],
        "scrutineer": ids["代表04"],
        "representatives": {"inFavour": 14, "against": 1, "invalid": 1},
    }
    wrong: list[dict[str, Any]] = [
        {"issued": 20, "unused": 2},
        {"used": 16},
        {"spoiled": 2},
        {"unused": 0},
        {"inFavour": 17},
        {"issued": -1},
        {"representatives": {"inFavour": 17, "against": 0}},
    ]

    with clock.at(meeting.scheduled_at):
        refused = [
            await village.refused(CLERK, "voteRecordPaper", **{**sheet, **one}) for one in wrong
        ]
        absent = await village.refused(
            CLERK, "voteRecordPaper", **{**sheet, "scrutineer": ids["代表02"]}
        )
        await village.do(CLERK, "voteRecordPaper", **sheet)
        again = await village.refused(CLERK, "voteRecordPaper", **sheet)
        closed = await village.do(
            village.chair,
            "voteClose",
            "vote { outcome tally { inFavour against abstain invalid } paperCount { spoiled } }",
            voteId=vote,
        )

    assert refused == [["COUNTS_DO_NOT_ADD_UP"]] * len(wrong)
    assert (absent, again) == (["NOT_PRESENT"], ["ALREADY_VOTED"])
    assert closed["vote"]["tally"] == {"inFavour": 16, "against": 1, "abstain": 0, "invalid": 1}
    assert closed["vote"]["outcome"] == "PASSED"


async def test_money_that_does_not_add_up_or_is_negative_is_refused(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    drafted = await village.do(
        SECRETARY,
        "matterDraft",
        "matter { id }",
        villageCode=village.code,
        title="水",
        typeKey="PUBLIC_WELFARE",
        methodKey="532",
    )
    key = {"matterId": drafted["matter"]["id"]}

    negative = [
        await village.refused(SECRETARY, "matterEdit", **key, budgetFen=-1),
        await village.refused(
            SECRETARY, "matterEdit", **key, fundingSources=[{"name": "上级", "amountFen": -1}]
        ),
    ]
    await village.do(SECRETARY, "matterEdit", **key, text="打井。", budgetFen=100)
    await village.do(SECRETARY, "matterRecordHeard", **key, name="居民0050")
    unbalanced = await village.refused(SECRETARY, "matterPropose", **key)

    assert negative == [["AMOUNT_NEGATIVE"]] * 2
    assert unbalanced == ["BUDGET_AND_FUNDING_DIFFER"]


async def test_what_no_method_or_body_here_decides_is_refused_at_the_door(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    matter = {"villageCode": village.code, "title": "规划", "methodKey": "532"}
    refused = [
        await village.refused(SECRETARY, "matterDraft", **matter, typeKey="GROUP_AFFAIR"),
        await village.refused(SECRETARY, "matterDraft", **matter, typeKey="COMMITTEE_ELECTION"),
        await village.refused(
            SECRETARY, "matterDraft", **{**matter, "methodKey": "x"}, typeKey="PUBLIC_WELFARE"
        ),
    ]
    day = clock.today()
    delegation = {"villageCode": village.code, "source": "村民会议记录", "since": str(day)}
    reversed_ = await village.refused(
        CLERK,
        "delegationRecord",
        **delegation,
        typeKey="VILLAGE_PLAN",
        until=str(day - timedelta(days=1)),
    )
    by_law = await village.refused(
        CLERK, "delegationRecord", **delegation, typeKey="VILLAGE_RULES", until=str(day)
    )
    await village.do(
        CLERK,
        "delegationRecord",
        "villageCode",
        "",
        **delegation,
        typeKey="VILLAGE_PLAN",
        until=str(day),
    )
    await village.do(SECRETARY, "matterDraft", **matter, typeKey="VILLAGE_PLAN")
    found = await village.ask(
        SECRETARY,
        "query($v: String!) { delegations(villageCode: $v, first: 1) {"
        " edges { node { typeKey until typeName bodyName giverName } } } }",
        v=village.code,
    )

    assert refused == [
        ["GROUP_NEEDED"],
        ["MATTER_TYPE_OUTSIDE_METHODS"],
        ["METHOD_UNKNOWN"],
    ]
    assert (reversed_, by_law) == (["DAYS_REVERSED"], ["DELEGATION_REFUSED"])
    [edge] = found["delegations"]["edges"]
    assert edge["node"] == {
        "typeKey": "VILLAGE_PLAN",
        "typeName": "Village plan",
        "until": str(day),
        "bodyName": "representatives' meeting",
        "giverName": "Villagers' assembly",
    }


async def test_villagers_are_not_asked_before_the_work_is_done(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    matter_id, _ = await called(village)

    early = await village.refused(VILLAGER, "evaluationSubmit", matterId=matter_id, answer="YES")

    assert early == ["WRONG_STEP"]
    async with unit_of_work(county) as uow:
        key = UUID(GlobalID.from_id(matter_id).node_id)
        assert await service.load_many_evaluations(uow, [key]) == {key: {}}


async def test_a_representative_changes_nobody_elses_matter(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    shown = "matter { id can }"
    matter = {
        "villageCode": village.code,
        "title": "水",
        "typeKey": "PUBLIC_WELFARE",
        "methodKey": "532",
    }
    theirs = await village.do(SECRETARY, "matterDraft", shown, **matter)
    own = await village.do("代表01", "matterDraft", shown, **matter)
    key = {"matterId": theirs["matter"]["id"]}

    refused = [
        await village.refused("代表01", "matterEdit", **key, text="改"),
        await village.refused("代表01", "matterPropose", **key),
        await village.refused("代表01", "matterWithdraw", **key, reason="不办"),
    ]
    can = (await village.matter("代表01", key["matterId"], "can"))["can"]
    await village.do("代表01", "matterEdit", matterId=own["matter"]["id"], text="打井。")

    assert refused == [["NOT_THE_AUTHOR"]] * 3
    assert can == []
    assert own["matter"]["can"] == ["edit", "record_party", "withdraw"]
