"""After the vote: who may check, who may answer, what a failed check does, what can be annulled."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from infra import clock
from services.audit import service as audit
from services.decisions import service
from services.decisions.errors import (
    AlreadyEvaluated,
    AlreadySigned,
    AnnulmentDayAhead,
    EmptyText,
    MendByRefused,
    MilestoneDone,
    NotOfThisVillage,
    NotOnTheRoll,
    OwnWorkReviewed,
    ReasonNeeded,
    SupervisorIsCommitteeMember,
    TransitionRefused,
    WrongStep,
)
from services.decisions.rails import RailState
from services.decisions.vocabulary import Annuller, Answer
from tenants.authorization.roles import Role, RoleHolding
from tenants.registry import Tenant
from tenants.unit_of_work import SYSTEM, Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage


async def resolved(made: Stage, method: str = "siquansizhi") -> UUID:
    with clock.at(START):
        matter_id = await factory.submitted(made, method)
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        names = made.representatives()
        await factory.seat(made, meeting, names)
        await factory.voted(made, meeting, in_favour=names)
    return matter_id


async def published(made: Stage, method: str = "siquansizhi") -> UUID:
    matter_id = await resolved(made, method)
    async with unit_of_work(made.county) as uow:
        (resolution,) = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
    people = [made.id_of(name) for name in made.representatives()]
    await made.do(made.clerk, service.record_signatures, resolution.id, people, factory.SHEET_KEY)
    with clock.at(START):
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
    return matter_id


async def done(made: Stage, method: str = "siquansizhi") -> UUID:
    matter_id = await published(made, method)
    await made.do(made.member, service.start_execution, matter_id)
    one = await made.do(made.supervisor, service.plan_milestone, matter_id, title="完工")
    await made.do(made.member, service.report_milestone, one.id, note="完工")
    await made.do(made.member, service.complete_step, matter_id)
    return matter_id


async def todo_of(made: Stage, role: Role) -> list[str]:
    async with unit_of_work(made.county) as uow:
        holdings = [RoleHolding(role, made.code)]
        found = await service.todo(uow, resident_id=None, holdings=holdings)
    return [item.kind for item in found]


async def test_milestones_are_on_the_list_of_the_whole_committee(county: Tenant) -> None:
    """To begin and to end the work is the director's; in between every member is told."""
    made = await factory.sanmiaoshu(county)
    both = (Role.COMMITTEE_DIRECTOR, Role.COMMITTEE_MEMBER)
    matter_id = await published(made)
    assert [await todo_of(made, one) for one in both] == [["start_execution"], []]

    await made.do(made.member, service.start_execution, matter_id)
    assert [await todo_of(made, one) for one in both] == [["plan_milestone"]] * 2

    one = await made.do(made.supervisor, service.plan_milestone, matter_id, title="完工")
    assert [await todo_of(made, one) for one in both] == [["report_milestone"]] * 2
    assert await todo_of(made, Role.CLERK) == []

    await made.do(made.member, service.report_milestone, one.id, note="完工")
    assert [await todo_of(made, one) for one in both] == [["complete_step"], []]


async def test_who_carried_it_out_and_committee_members_may_not_check(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await done(made)

    async def check(name: str) -> None:
        await made.do(made.actor(name), service.inspect, matter_id, passed=True, note="已看现场")

    with pytest.raises(OwnWorkReviewed):
        await check("村委02")
    with pytest.raises(OwnWorkReviewed):
        await check("监委01")
    with pytest.raises(SupervisorIsCommitteeMember):
        await check("村委01")
    await check("监委02")
    assert (await made.matter(matter_id)).state == "accepted"


async def test_a_failed_check_reopens_the_work(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await done(made)

    with pytest.raises(ReasonNeeded):
        await made.do(made.actor("监委02"), service.inspect, matter_id, passed=False, note=" ")
    await made.do(
        made.actor("监委02"), service.inspect, matter_id, passed=False, note="三社还没有通水"
    )
    matter = await made.matter(matter_id)
    assert (matter.state, matter.step_key, matter.version_no) == ("executing", "execute", 1)
    more = await made.do(made.member, service.plan_milestone, matter_id, title="三社通水")
    await made.do(made.member, service.report_milestone, more.id, note="已通水")
    with pytest.raises(MilestoneDone):
        await made.do(made.member, service.report_milestone, more.id, note="又报一次")
    await made.do(made.member, service.complete_step, matter_id)
    await made.do(made.actor("监委02"), service.inspect, matter_id, passed=True, note="全部通水")

    async with unit_of_work(county) as uow:
        steps = (await service.load_many_steps(uow, [matter_id]))[matter_id]
        checks = (await service.load_many_inspections(uow, [matter_id]))[matter_id]
    assert [row.round for row in steps if row.step_key == "execute"] == [1, 2]
    assert [row.outcome for row in checks] == ["failed", "passed"]


async def test_work_is_not_reported_before_it_has_begun(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await published(made)

    with pytest.raises(EmptyText):
        await made.do(made.member, service.plan_milestone, matter_id, title=" ")
    one = await made.do(made.member, service.plan_milestone, matter_id, title="开工")
    with pytest.raises(WrongStep):
        await made.do(made.member, service.report_milestone, one.id, note="已开工")


async def test_each_resident_of_the_village_answers_once(
    county: Tenant, other_county: Tenant
) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await done(made)
    await made.do(made.actor("监委02"), service.inspect, matter_id, passed=True, note="合格")
    await factory.result_posted(made, matter_id)

    villager = made.actor("居民0060")
    await made.do(villager, service.evaluate, matter_id, Answer.PARTLY)
    with pytest.raises(AlreadyEvaluated):
        await made.do(villager, service.evaluate, matter_id, Answer.YES)
    with pytest.raises(NotOfThisVillage):
        await made.do(made.reviewer, service.evaluate, matter_id, Answer.YES)


async def test_only_who_was_there_signs_and_once(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await resolved(made)
    async with unit_of_work(county) as uow:
        (resolution,) = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]

    await made.do(made.actor("代表01"), service.sign_resolution, resolution.id)
    with pytest.raises(AlreadySigned):
        await made.do(made.actor("代表01"), service.sign_resolution, resolution.id)
    with pytest.raises(NotOnTheRoll):
        await made.do(made.actor("居民0060"), service.sign_resolution, resolution.id)


async def test_a_passed_decision_is_annulled_with_its_basis(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await resolved(made)

    async def annul(actor: Actor, **other: Any) -> None:
        said = {
            "annuller": Annuller.COURT,
            "document": "开鲁县人民法院（2026）内0523行初12号",
            "decided_on": clock.today(),
            "reason": "会议没有通知十二名代表",
        }
        await made.do(actor, service.annul, matter_id, **{**said, **other})

    with pytest.raises(ReasonNeeded):
        await annul(made.reviewer, reason=" ")
    with pytest.raises(EmptyText):
        await annul(made.reviewer, document="")
    with pytest.raises(AnnulmentDayAhead):
        await annul(made.reviewer, decided_on=clock.today() + timedelta(days=1))
    with pytest.raises(OwnWorkReviewed):
        await annul(made.secretary)
    await annul(made.reviewer)
    assert (await made.matter(matter_id)).state == "annulled"
    with pytest.raises(TransitionRefused):
        await annul(made.reviewer)

    async with unit_of_work(county) as uow:
        dossier = (await service.load_many_dossiers(uow, [matter_id]))[matter_id]
        rail = (await service.load_many_rails(uow, [matter_id]))[matter_id]
        found = await audit.list_events(uow, prefixes=[made.code], subject=matter_id, first=1)
    assert dossier.annulment is not None
    assert (dossier.annulment.annuller, dossier.annulment.version_no) == ("court", 1)
    assert dossier.annulment.document == "开鲁县人民法院（2026）内0523行初12号"
    assert [stop.key for stop in rail.steps if stop.state is RailState.ANNULLED] == [
        "post_resolution"
    ]
    assert found[0].tag == "decisions:matter:annul"


async def test_what_was_archived_long_ago_can_still_be_annulled_by_a_court(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await done(made)
    await made.do(made.actor("监委02"), service.inspect, matter_id, passed=True, note="合格")
    await factory.result_posted(made, matter_id)
    await made.do(made.actor("居民0060"), service.evaluate, matter_id, Answer.YES)
    with clock.at(clock.now() + timedelta(days=30)):
        await made.do(SYSTEM, service.close_evaluation, matter_id)
        await made.do(made.secretary, service.archive, matter_id)
        await made.do(
            made.reviewer,
            service.annul,
            matter_id,
            annuller=Annuller.COURT,
            document="行政判决书",
            decided_on=clock.today(),
            reason="程序违法",
        )
        async with unit_of_work(county) as uow:
            rail = (await service.load_many_rails(uow, [matter_id]))[matter_id]
    assert (await made.matter(matter_id)).state == "annulled"
    assert rail.steps[-1].state is RailState.ANNULLED


async def test_a_fault_is_mended_by_the_day_that_the_board_sets(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id = await done(made)
    board, by = made.actor("监委02"), clock.today() + timedelta(days=10)

    for passed, day in ((True, by), (False, clock.today() - timedelta(days=1))):
        with pytest.raises(MendByRefused):
            await made.do(
                board, service.inspect, matter_id, passed=passed, note="三社没水", mend_by=day
            )
    await made.do(board, service.inspect, matter_id, passed=False, note="三社没水", mend_by=by)

    async with unit_of_work(county) as uow:
        dossier = (await service.load_many_dossiers(uow, [matter_id]))[matter_id]
    assert (dossier.matter.state, dossier.matter.step_key) == ("executing", "execute")
    assert dossier.open_step is not None
    assert dossier.open_step.due_at is not None
    due = clock.local(dossier.open_step.due_at)
    assert (due.date(), due.hour) == (by + timedelta(days=1), 0)
    assert dossier.inspections[-1].mend_by == by
