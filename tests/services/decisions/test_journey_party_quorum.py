"""Journey 4: 四议两公开, and the party members' meeting lacks its quorum."""

from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.errors import QuorumNotMet, WrongStep
from services.decisions.models import Meeting
from services.decisions.vocabulary import Population
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

COMMITTEES = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]


async def party_meeting(made: Stage) -> tuple[UUID, Meeting]:
    with clock.at(START):
        matter_id = await factory.submitted(made, "siyi_lianggongkai")
        joint = await factory.called(made, matter_id, made.secretary)
        await factory.seat(made, joint, COMMITTEES)
        await factory.voted(made, joint, in_favour=COMMITTEES)
        return matter_id, await factory.called(made, matter_id, made.secretary)


async def test_below_its_quorum_the_meeting_cannot_open_and_says_who_is_missing(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, meeting = await party_meeting(made)

    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, made.party()[:11])
        with pytest.raises(QuorumNotMet) as refused:
            await made.do(made.secretary, service.open_meeting, meeting.id)
        async with unit_of_work(county) as uow:
            (item,) = (await service.load_many_items(uow, [meeting.id]))[meeting.id]
            meter = (await service.load_many_quorums(uow, [item.id]))[item.id]
        await made.do(made.secretary, service.adjourn_meeting, meeting.id, "到会人数不够")
        with pytest.raises(WrongStep):
            await made.do(made.secretary, service.post, matter_id)

    assert refused.value.facts["missing"] == 3
    assert refused.value.facts["why_zh"] == (
        "应到 21，实到 11 人，须三分之二以上（至少 14 人），还差 3 人。四议两公开“党员大会审议”"
    )
    assert (meter.attendance.present, meter.attendance.all) == (11, 21)
    assert meter.required == {Population.MEMBERS: 14}
    # Half of the members would do by the branch regulations; the method asks for two thirds.
    assert [line.met for line in meter.judgement.derivation] == [True, False]
    matter = await made.matter(matter_id)
    assert (matter.state, matter.step_key) == ("in_steps", "party")


async def test_another_meeting_with_its_quorum_decides(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, meeting = await party_meeting(made)
    with clock.at(meeting.scheduled_at):
        await made.do(made.secretary, service.adjourn_meeting, meeting.id, "到会人数不够")
        again = await factory.called(made, matter_id, made.secretary)

    with clock.at(again.scheduled_at):
        await factory.seat(made, again, made.party()[:14])
        vote = await factory.voted(made, again, in_favour=made.party()[:11])

    assert (vote.outcome, vote.in_favour, vote.due) == ("passed", 11, 21)
    assert (await made.matter(matter_id)).step_key == "post_plan"


async def test_half_of_those_due_is_not_enough_and_the_matter_is_put_off(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, meeting = await party_meeting(made)

    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, made.party()[:14])
        vote = await factory.voted(made, meeting, in_favour=made.party()[:10])

    assert vote.outcome == "failed"
    assert vote.derivation[0]["formula"] == "10·2 ≤ 21"
    assert (await made.matter(matter_id)).state == "suspended"


async def test_the_calculator_says_the_same_before_anybody_comes(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    _, meeting = await party_meeting(made)

    with clock.at(meeting.scheduled_at - timedelta(hours=3)):
        async with unit_of_work(county) as uow:
            (item,) = (await service.load_many_items(uow, [meeting.id]))[meeting.id]
            asked = await service.calculate(uow, item.id, present=14)

    assert asked.required_present == {Population.MEMBERS: 14}
    assert asked.required_in_favour == {Population.MEMBERS: 11}
