"""今天要办 of elections: whoever plans, runs or votes is told the next thing and its last day."""

from datetime import timedelta

import pytest

from services.elections import service
from services.elections.duties import Duty
from services.elections.service import SeatPlan
from services.elections.vocabulary import ElectionKind, ElectionState, StationKind, Step, Wish
from services.people.workflow import Office
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.services.elections.story import (
    BEGIN,
    DAY,
    DIRECTORS,
    MEMBERS,
    OFFICIALS,
    Story,
    chosen,
    on,
    small_village,
)
from tests.services.elections.test_story import women


@pytest.fixture
async def story(county: Tenant) -> Story:
    return await small_village(county)


async def due(
    story: Story, actor: Actor, *, plans: bool = False, secretary: bool = False
) -> list[Duty]:
    code = story.made.code
    async with unit_of_work(story.made.county) as uow:
        return await service.list_due(
            uow,
            resident_id=actor.resident_id,
            planning=[code[:9]] if plans else [],
            secretary_of=[code] if secretary else [],
            villages=[code] if actor.resident_id else [],
        )


def said(duties: list[Duty]) -> list[str]:
    return [one.zh for one in duties]


async def test_the_township_begins_and_the_committee_goes_on(story: Story) -> None:
    chair, villager = story.chair, story.made.actor("居民0050")
    with on(BEGIN):
        await story.plan()
        above = await due(story, story.made.reviewer, plans=True)
        assert said(above) == ["推选村民选举委员会并公布", "公布离任经济责任审计结果"]
        assert await due(story, chair) == []
        await story.committee()
        [first] = await due(story, chair)
        assert (first.zh, first.kind) == ("公布选举日和登记办法", "election_step")
        row = (await story.dossier()).step(Step.ANNOUNCED)
        assert row is not None
        assert first.due == row.due

        await story.made.do(chair, service.post, story.election_id, Step.ANNOUNCED)
        assert await due(story, chair) == []  # it waits for whoever approves it
        assert await due(story, villager) == []


async def test_objections_come_with_their_own_last_day(story: Story) -> None:
    with on(BEGIN):
        await story.plan()
        await story.committee()
        await story.post(Step.ANNOUNCED)
        await story.listed()
        await story.made.do(
            story.made.actor("居民0050"), service.object_to_list, story.election_id,
            about_name="张三", wish=Wish.ADD, text="漏了",
        )  # fmt: skip
        objection, step = await due(story, story.chair)

    assert (objection.zh, objection.due) == ("处理对选民名单的异议", BEGIN + timedelta(3))
    assert step.zh == "处理完异议，选民名单定案"


async def test_nominees_wait_for_their_review(story: Story) -> None:
    with on(BEGIN):
        await story.plan()
        await story.committee()
        await story.post(Step.ANNOUNCED)
        await story.listed()
    with on(BEGIN + timedelta(8)):
        await story.made.do(story.chair, service.freeze, story.election_id)
        await story.audits()
        await story.nominate(Office.COMMITTEE_DIRECTOR, *DIRECTORS)
        above = await due(story, story.made.reviewer, plans=True)

    assert said(above) == ["审查候选人资格"]


async def test_voters_are_told_a_week_before_and_the_elected_hand_over(story: Story) -> None:
    await story.ready()
    voter, child = story.made.actor("居民0050"), story.made.reviewer
    with on(DAY - timedelta(8)):
        assert await due(story, voter) == []
    with on(DAY - timedelta(7)):
        [vote] = await due(story, voter)
        assert (vote.kind, vote.due) == ("election_vote", DAY)
        assert await due(story, child) == []
    with on(DAY):
        await story.count(Office.COMMITTEE_DIRECTOR, {DIRECTORS[0]: 40, DIRECTORS[1]: 10})
        woman = min(await women(story))
        votes = {name: 40 if name == woman else 29 - at for at, name in enumerate(MEMBERS)}
        await story.count(Office.COMMITTEE_MEMBER, votes)
        assert (await story.decide()).state == ElectionState.DECIDED
        [ours] = await due(story, story.made.actor(OFFICIALS[1]))
        [theirs] = await due(story, story.made.reviewer, plans=True)
        row = (await story.dossier()).step(Step.HANDED_OVER)

    assert row is not None
    assert row.due >= DAY + timedelta(10)
    assert (ours.kind, ours.due) == (theirs.kind, theirs.due) == ("election_handover", row.due)


async def test_a_branch_is_run_by_its_secretary_and_approved_from_above(story: Story) -> None:
    made, office = story.made, Office.PARTY_COMMITTEE_MEMBER
    with on(BEGIN):
        election = await made.do(
            made.reviewer, service.plan, kind=ElectionKind.PARTY_BRANCH, village_code=made.code,
            election_day=DAY, seats=(SeatPlan(office, 3),),
        )  # fmt: skip
        story.election_id, story.runs = election.id, made.secretary
        assert said(await due(story, made.reviewer, plans=True)) == ["报上级党组织同意选举"]
        await made.do(made.reviewer, service.form_committee, election.id, [], election.id, chosen())
        assert said(await due(story, made.secretary, secretary=True)) == ["确定应到会党员名单"]
        await made.do(made.secretary, service.draw, election.id)
        await made.do(made.secretary, service.freeze, election.id)
        names = ("党支部01", "党支部02", "党员01", "党员02")
        await story.nominate(office, *names)
        await story.reviewed()
        await made.do(made.secretary, service.confirm, election.id)
        await made.do(
            made.secretary, service.add_station, election.id,
            name="活动室", kind=StationKind.MAIN, place="村部",
        )  # fmt: skip
    with on(DAY):
        await story.count(
            office, dict(zip(names, (17, 15, 12, 7), strict=True)), valid=17, invalid=0
        )
        await story.decide()
        assert said(await due(story, made.reviewer, plans=True)) == ["登记书记的批复", "移交工作"]
        await made.do(
            made.reviewer, service.approve_secretary, election.id, made.id_of("党支部02"), "3 号"
        )
        assert said(await due(story, made.reviewer, plans=True)) == ["移交工作"]
