"""The work and its check: planned, reported once, inspected by somebody else."""

from uuid import UUID

from infra import clock
from services.decisions import service
from tenants.authorization.roles import Role
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START
from tests.schema.decisions import asking
from tests.schema.decisions.asking import Village, gid, holder

SECRETARY, WORKER, SUPERVISOR = "党支部01", "村委02", "监委01"
COMMITTEE = ["党支部01", "村委01", "村委02"]
NODE = "query($id: ID!) { node(id: $id) { ... on Milestone { title spentFen reportedBy } } }"


async def resolved(village: Village) -> UUID:
    """A matter under 四权四制 whose resolution is published."""
    made = village.made
    names = made.representatives()
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names, *COMMITTEE])
        await factory.voted(made, meeting, in_favour=names)
        async with unit_of_work(made.county) as uow:
            (row,) = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
        for name in names[:12]:
            await made.do(made.actor(name), service.sign_resolution, row.id)
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
    return matter_id


async def test_work_is_planned_reported_once_and_checked_by_somebody_else(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    key = {"matterId": gid("Matter", await resolved(village))}
    shown = "matter { can milestones { id title doneAt } }"

    early = await village.refused(SUPERVISOR, "inspectionRecord", **key, passed=True, opinion="好")
    await village.do(WORKER, "executionStart", **key)
    again = await village.refused(WORKER, "executionStart", **key)
    unnamed = await village.refused(WORKER, "milestonePlan", **key, title=" ")
    planned = await village.do(WORKER, "milestonePlan", shown, **key, title="主管道")
    [milestone] = planned["matter"]["milestones"]
    report = {"milestoneId": milestone["id"], "note": "已通水"}
    negative = await village.refused(WORKER, "milestoneReport", **report, spentFen=-1)
    await village.do(WORKER, "milestoneReport", **report, spentFen=5_000_000_000)
    twice = await village.refused(WORKER, "milestoneReport", **report)
    found = await village.ask("居民0060", NODE, id=milestone["id"])
    await village.do(SECRETARY, "matterAdvance", **key)
    village.viewers["兼职"] = holder(
        county, village.made.actor(WORKER), (Role.SUPERVISOR, village.code)
    )
    own = await village.refused("兼职", "inspectionRecord", **key, passed=True, opinion="好")
    failed = await village.do(
        SUPERVISOR,
        "inspectionRecord",
        "matter { state inspections { passed opinion } nextStep { key } }",
        **key,
        passed=False,
        opinion="四社还没通水",
    )

    assert (early, again) == (["WRONG_STEP"], ["TRANSITION_REFUSED"])
    assert (unnamed, negative, twice) == (["TEXT_EMPTY"], ["AMOUNT_NEGATIVE"], ["MILESTONE_DONE"])
    assert planned["matter"]["can"] == ["report", "report_work"]
    assert found["node"] == {"title": "主管道", "spentFen": 5_000_000_000, "reportedBy": WORKER}
    assert own == ["OWN_WORK"]
    assert failed["matter"] == {
        "state": "EXECUTING",
        "inspections": [{"passed": False, "opinion": "四社还没通水"}],
        "nextStep": {"key": "execute"},
    }


async def test_a_villager_of_another_village_is_not_asked(county: Tenant) -> None:
    village = await asking.sanmiaoshu(county)
    made = village.made
    matter_id = await resolved(village)
    await made.do(made.member, service.start_execution, matter_id)
    one = await made.do(made.member, service.plan_milestone, matter_id, title="主管道")
    await made.do(made.member, service.report_milestone, one.id, note="已通水")
    await made.do(made.member, service.complete_step, matter_id)
    await made.do(made.supervisor, service.inspect, matter_id, passed=True, note="好")
    await factory.result_posted(made, matter_id)
    stranger = Actor(made.actor("居民0060").account_id, None, "没有对上名册的人")
    village.viewers["外人"] = holder(county, stranger, (Role.VILLAGER, village.code))
    answer = {"matterId": gid("Matter", matter_id), "answer": "NO"}

    outside = await village.refused("外人", "evaluationSubmit", **answer)
    await village.do("居民0060", "evaluationSubmit", **answer)
    twice = await village.refused("居民0060", "evaluationSubmit", **answer)

    assert (outside, twice) == (["NOT_OF_THIS_VILLAGE"], ["ALREADY_EVALUATED"])
