"""A body is convened, and asked, by whom its method or its law names; others are told who."""

from uuid import UUID

from strawberry.relay import from_base64

from infra import clock
from services.decisions import conveners, method, service
from services.decisions.vocabulary import MEETING_KINDS, Body
from tenants.authorization.enforcer import permissions_of
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START
from tests.schema.decisions import asking
from tests.schema.people import asking as people_asking


def test_every_body_has_a_convener_who_may_call_meetings_and_put_questions() -> None:
    found = conveners.catalogue()
    assert set(found) == set(Body)
    for rule in found.values():
        assert rule.roles
        assert rule.basis_zh
        for role in rule.roles:
            assert {Permission.MEETING_CALL, Permission.VOTE_OPEN} <= permissions_of(role)


def test_whom_a_method_names_stays_allowed() -> None:
    """In 四权四制 the executive chair calls and chairs (domain.md 1.1)."""
    for one in (*method.catalogue().values(), *method.of_townships()):
        for step in one.steps:
            if step.kind in MEETING_KINDS:
                assert step.actor in conveners.allowed(step, step.body or Body.VILLAGERS_ASSEMBLY)
    vote = method.find("siquansizhi").step("vote")
    both = conveners.allowed(vote, Body.REPRESENTATIVES_MEETING)
    assert both == (Role.EXECUTIVE_CHAIR, Role.COMMITTEE_DIRECTOR)


async def test_others_are_told_whose_it_is_until_the_chair_is_handed_to_them(
    county: Tenant,
) -> None:
    village = await asking.naimadai(county)
    made, secretary = village.made, "书记"
    # In the sample one person is secretary and director; here somebody is secretary alone.
    alone = (Role.PARTY_SECRETARY, village.code)
    village.viewers[secretary] = asking.holder(county, made.actor("村委01"), alone)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    key = asking.gid("Matter", matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        can = "can presiderOptions { name } earliestMeetingAt"
        chair = await village.matter(village.chair, key, can)
        branch = await village.matter(secretary, key, can)
        director = await village.matter("党支部01", key, can)
        said = {"matterId": key, "place": "村部", "scheduledAt": chair["earliestMeetingAt"]}
        refused = await people_asking.do(
            village.viewers[secretary], "meetingCall", "__typename", **said
        )
        called = await village.do(village.chair, "meetingCall", "meeting { id }", **said)
    assert "call_meeting" in chair["can"]
    assert "call_meeting" in director["can"]
    assert {"name": "村委01"} in chair["presiderOptions"]
    assert "call_meeting" not in branch["can"]
    assert branch["presiderOptions"] == []
    [error] = refused["errors"]
    assert error["code"] == "NOT_THE_CONVENER"
    assert "director of the villagers' committee" in error["message"]
    assert "Organic Law art. 26" in error["message"]

    meeting_id = called["meeting"]["id"]
    roll = await village.member_ids(meeting_id)
    async with unit_of_work(county) as uow:
        meeting = await service.find_meeting(uow, UUID(from_base64(meeting_id)[1]))
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*made.representatives(), "党支部01", "村委01"])
        await village.do(village.chair, "meetingOpen", meetingId=meeting_id)
        ask = {"meetingId": meeting_id, "form": "NAMED"}
        early = await village.refused(secretary, "voteOpen", **ask)
        seen = await village.meeting(secretary, meeting_id, "can")
        shown = "meeting { presiderName can }"
        given = {"meetingId": meeting_id, "memberId": roll["村委01"], "reason": "主席外出"}
        handed = await village.do(secretary, "meetingHandOver", shown, **given)
        vote = await village.do(secretary, "voteOpen", "vote { id }", **ask)
        closed = await village.do(
            village.chair, "voteClose", "vote { state }", voteId=vote["vote"]["id"]
        )

    assert early == ["NOT_THE_CONVENER"]
    assert "open_vote" not in seen["can"]
    assert "hand_over" in seen["can"]
    assert handed["meeting"]["presiderName"] == "村委01"
    assert "open_vote" in handed["meeting"]["can"]
    assert closed["vote"]["state"] == "CLOSED"
