"""Eight steps of Jiamusi: sheets, a hearing, the plan voted on, reports; extra and merged steps."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    DelegationOver,
    ExtraOfTownship,
    ExtraUnknown,
    HearingDayAhead,
    MethodDoesNotFit,
    MethodEmpty,
    MethodOfTownships,
    ScoreNeeded,
    SheetAlreadyIn,
    SheetSubjectUnknown,
    StepBlocked,
    WrongStep,
)
from services.decisions.routing import MatterType
from services.decisions.service import Answers, Expert
from services.decisions.vocabulary import ReasonCode, Stance
from services.people import service as people
from services.people.ending import TermEnd
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER, Stage

YES = Answers(Stance.AGREE, None, "赞成")
ENGINEER = (Expert("王工", "水利工程师"),)


@pytest.fixture
async def made(county: Tenant) -> AsyncIterator[Stage]:
    with clock.at(START):
        yield await factory.sanmiaoshu(county)


async def dossier_of(made: Stage, matter_id: UUID) -> Dossier:
    async with unit_of_work(made.county) as uow:
        return (await service.load_many_dossiers(uow, [matter_id]))[matter_id]


async def codes(made: Stage, matter_id: UUID) -> list[str]:
    async with unit_of_work(made.county) as uow:
        rail = (await service.load_many_rails(uow, [matter_id]))[matter_id]
    return [blocker.code for blocker in rail.blockers]


async def begun(
    made: Stage, method: str = "babu_jiamusi", kind: MatterType = MatterType.PUBLIC_WELFARE
) -> UUID:
    matter = await made.do(
        made.secretary,
        service.draft_matter,
        village_code=made.code,
        matter_type=kind,
        method_id=method,
        proposal=WATER,
    )
    await made.do(made.secretary, service.record_heard, matter.id, name="居民0050", view="赞成")
    await made.do(made.secretary, service.submit, matter.id)
    return matter.id


async def meet(made: Stage, matter_id: UUID, names: list[str], *, against: int = 0) -> datetime:
    meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, names)
        no, yes = names[:against], names[against:]
        await factory.voted(made, meeting, in_favour=yes, against=no)
    return meeting.scheduled_at


async def test_a_village_goes_through_all_eight_steps(made: Stage) -> None:
    matter_id = await begun(made)
    at = await factory.posted(made, matter_id)
    committee = ["党支部01", "党支部02", "党支部03"]
    with clock.at(at):
        await made.do(made.secretary, service.complete_step, matter_id)

        # 征意见: each representative, on the phone or on paper, once.
        with pytest.raises(StepBlocked) as blocked:
            await made.do(made.secretary, service.complete_step, matter_id)
        asked = made.representatives()
        assert blocked.value.facts["codes"] == ("SHEETS_MISSING",)
        assert (await dossier_of(made, matter_id)).sheets_needed == -(-2 * len(asked) // 3)
        await made.do(made.actor(asked[0]), service.submit_sheet, matter_id, YES)
        with pytest.raises(SheetAlreadyIn):
            await made.do(made.clerk, service.record_sheet, matter_id, asked[0], YES)
        with pytest.raises(SheetSubjectUnknown):
            await made.do(made.actor("居民0060"), service.submit_sheet, matter_id, YES)
        with pytest.raises(SheetSubjectUnknown):
            await made.do(made.clerk, service.record_sheet, matter_id, "没有这个人", YES)
        with pytest.raises(ScoreNeeded):
            six = Answers(Stance.AGREE, 6, "")
            await made.do(made.actor(asked[1]), service.submit_sheet, matter_id, six)
        needed = (await dossier_of(made, matter_id)).sheets_needed
        for name in asked[1:needed]:
            await made.do(made.clerk, service.record_sheet, matter_id, name, YES)
        await made.do(made.secretary, service.complete_step, matter_id)

        await meet(made, matter_id, committee)

        # 论证会: what experts find not feasible goes back; what they agree to goes on.
        with pytest.raises(HearingDayAhead):
            await _hearing(made, matter_id, clock.today() + timedelta(days=1))
        await _hearing(made, matter_id, clock.today())
        dossier = await dossier_of(made, matter_id)
        assert (dossier.matter.step_key, dossier.papers[-1].details["experts"]) == (
            "joint",
            [{"name": "王工", "profession": "水利工程师"}],
        )
        await meet(made, matter_id, [*committee, "村委01", "村委02"])
        at = await meet(made, matter_id, made.representatives())
    with clock.at(at):
        dossier = await dossier_of(made, matter_id)
        assert dossier.resolution is not None
        for name in made.representatives():
            await made.do(made.actor(name), service.sign_resolution, dossier.resolution.id)
        at = await factory.posted(made, matter_id)
    with clock.at(at):
        await made.do(made.secretary, service.complete_step, matter_id)
        await _plan_is_voted_twice(made, matter_id)


async def _hearing(made: Stage, matter_id: UUID, day: date, *, feasible: bool = True) -> None:
    await made.do(
        made.secretary,
        service.record_hearing,
        matter_id,
        held_on=day,
        experts=ENGINEER,
        conclusion="管径够，管线避开河道。",
        feasible=feasible,
    )


async def _plan_is_voted_twice(made: Stage, matter_id: UUID) -> None:
    """The plan is written before anybody is called, and once more when it is voted down."""
    with pytest.raises(StepBlocked) as blocked:
        await factory.called(made, matter_id)
    assert blocked.value.facts["codes"] == ("PLAN_MISSING",)
    await made.do(made.member, service.write_plan, matter_id, "四月开挖，六月通水。")
    names = made.representatives()
    at = await meet(made, matter_id, names, against=len(names))
    with clock.at(at):
        dossier = await dossier_of(made, matter_id)
        assert (dossier.matter.state, dossier.matter.step_key) == ("published", "plan")
        assert await codes(made, matter_id) == ["PLAN_MISSING", "MEETING_NOT_CALLED"]
        await made.do(made.member, service.write_plan, matter_id, "四月开挖，五月通水。")
        at = await meet(made, matter_id, names)
    with clock.at(at):
        await made.do(made.member, service.start_execution, matter_id)
        one = await made.do(made.member, service.plan_milestone, matter_id, title="挖沟")
        await made.do(made.member, service.report_milestone, one.id, note="挖好了", spent_fen=1)
        assert await codes(made, matter_id) == ["NO_REPORT"]
        dossier = await dossier_of(made, matter_id)
        assert dossier.report_due_at is not None
        assert dossier.report_due_at > clock.now() + timedelta(days=29)
        await made.do(made.member, service.report_work, matter_id, "沟挖好了，下月铺管。")
        await made.do(made.member, service.complete_step, matter_id)
        assert await codes(made, matter_id) == ["NO_REPORT"]
        await made.do(made.member, service.report_work, matter_id, "全部完工，通水正常。")
        assert (await dossier_of(made, matter_id)).matter.step_key == "supervise"
        with pytest.raises(WrongStep):
            await made.do(made.member, service.report_work, matter_id, "再报一次")


async def test_what_the_experts_find_not_feasible_comes_back(made: Stage) -> None:
    matter_id = await begun(made, "babu_jiamusi")
    async with unit_of_work(made.county) as uow:
        matter = await service.find_matter(uow, matter_id)
        rows = (await service.load_many_steps(uow, [matter_id]))[matter_id]
        matter.step_key = rows[-1].step_key = "hearing"
        uow.session.add_all([matter, rows[-1]])
    await _hearing(made, matter_id, clock.today(), feasible=False)

    dossier = await dossier_of(made, matter_id)
    assert (dossier.matter.state, dossier.matter.step_key) == ("returned", "propose")
    assert [row.outcome for row in dossier.steps] == ["", "", "failed"]


async def test_one_person_in_both_offices_proposes_and_consults_in_one_go(made: Stage) -> None:
    both = made.id_of("党支部01")
    merged = await begun(made, "siyi_lianggongkai")

    first, second = (await dossier_of(made, merged)).steps
    assert (first.outcome, first.evidence["merged_with"], second.step_key) == (
        "merged",
        "joint",
        "joint",
    )
    assert first.reason.startswith("党支部01一肩挑党支部书记和村委会主任")

    async with unit_of_work(made.county) as uow:
        held = (await people.load_terms(uow, [both]))[both]
        director = next(term for term in held if term.office == "committee_director")
        await people.end_term(uow, director.id, reason=TermEnd.RESIGNED)
    apart = await begun(made, "siyi_lianggongkai")
    assert (await dossier_of(made, apart)).steps[0].outcome == ""


async def collective(made: Stage, *, exists: bool) -> None:
    await made.do(
        made.secretary,
        service.record_collective,
        village_code=made.code,
        exists=exists,
        since=date(2026, 1, 1),
        source="农业农村局登记簿",
    )


async def test_without_a_collective_the_village_acts_by_its_floors(made: Stage) -> None:
    members = await begun(made, "siquansizhi", MatterType.ASSET_DISPOSAL)
    await collective(made, exists=False)
    villagers = await begun(made, "siquansizhi", MatterType.ASSET_DISPOSAL)
    bodies = [(await made.matter(one)).body for one in (members, villagers)]
    assert bodies == ["members_assembly", "villagers_assembly"]
    await factory.delegate(made, MatterType.ASSET_DISPOSAL)
    matter_id = await begun(made, "siquansizhi", MatterType.ASSET_DISPOSAL)
    at = await factory.posted(made, matter_id)
    with clock.at(at):
        await made.do(made.secretary, service.complete_step, matter_id)

        # 集体法26: discussed first, appraised; both before anybody is called.
        with pytest.raises(StepBlocked) as blocked:
            await factory.called(made, matter_id)
        assert blocked.value.facts["codes"] == ("PAPER_MISSING", "PAPER_MISSING")
        for key in ("prior", "appraisal"):
            await extra(made, matter_id, key)
        meeting = await factory.called(made, matter_id)
        assert (meeting.scheduled_at - clock.now()).days >= 10  # 集体法27, by art. 64
        with clock.at(meeting.scheduled_at):
            names = made.representatives()
            await factory.seat(made, meeting, names)
            vote = await factory.voted(made, meeting, in_favour=names)
    rules = {line["rule_id"] for line in vote.derivation}
    assert {"OL18-26-pass", "CEL-28-pass-CEL64"} <= rules
    with clock.at(at):
        await collective(made, exists=True)
        matter_id = await begun(made, "siquansizhi", MatterType.ASSET_DISPOSAL)
    assert (await made.matter(matter_id)).body == "member_representatives"


async def extra(
    made: Stage, matter_id: UUID, key: str, *, township: bool = False, day: date | None = None
) -> None:
    await made.do(
        made.reviewer if township else made.secretary,
        service.record_extra,
        matter_id,
        key=key,
        document="会议记录2026-3",
        held_on=day or clock.today(),
        township=township,
    )


async def test_what_only_the_township_may_record(made: Stage) -> None:
    await factory.delegate(made, MatterType.LEVY_BY_CASE)
    matter_id = await begun(made, "siquansizhi", MatterType.LEVY_BY_CASE)

    with pytest.raises(ExtraOfTownship):
        await extra(made, matter_id, "levy")
    with pytest.raises(ExtraUnknown):
        await extra(made, matter_id, "appraisal")
    with pytest.raises(HearingDayAhead):
        await extra(made, matter_id, "levy", day=clock.today() + timedelta(days=1))
    await extra(made, matter_id, "levy", township=True)


async def test_another_kind_of_matter_is_routed_anew(made: Stage) -> None:
    draft = await made.do(
        made.secretary,
        service.draft_matter,
        village_code=made.code,
        matter_type=MatterType.PUBLIC_WELFARE,
        method_id="siquansizhi",
        proposal=WATER,
    )

    async def change(kind: MatterType) -> None:
        await made.do(made.secretary, service.edit_draft, draft.id, WATER, matter_type=kind)

    bodies = []
    for kind in (MatterType.VILLAGE_PLAN, MatterType.LAND_COMPENSATION):
        await change(kind)
        bodies.append((await made.matter(draft.id)).body)
    assert bodies == ["villagers_assembly", "members_assembly"]
    await factory.delegate(made, MatterType.VILLAGE_PLAN)
    await change(MatterType.VILLAGE_PLAN)
    assert (await made.matter(draft.id)).matter_type == "village_plan"


async def test_a_returned_matter_of_another_kind_starts_at_the_proposal(made: Stage) -> None:
    await factory.delegate(made, MatterType.VILLAGE_PLAN)
    matter_id = await begun(made, "532")
    async with unit_of_work(made.county) as uow:
        matter = await service.find_matter(uow, matter_id)
        rows = (await service.load_many_steps(uow, [matter_id]))[matter_id]
        matter.step_key = rows[-1].step_key = "review_1"
        uow.session.add_all([matter, rows[-1]])
    await made.do(
        made.reviewer,
        service.decide_review,
        matter_id,
        approve=False,
        reason_codes=[ReasonCode.AGAINST_POLICY],
        reason="应按村庄规划办",
    )
    await made.do(
        made.secretary, service.edit_draft, matter_id, WATER, matter_type=MatterType.VILLAGE_PLAN
    )
    await made.do(made.secretary, service.submit, matter_id)

    dossier = await dossier_of(made, matter_id)
    assert [row.step_key for row in dossier.steps if row.version_no == 2] == ["propose", "joint"]
    assert dossier.matter.version_no == 2


async def test_a_meeting_after_the_delegation_has_run_out_is_refused(made: Stage) -> None:
    with clock.at(START.replace(month=12, day=20)):
        matter_id = await begun(made, "siquansizhi")
        at = await factory.posted(made, matter_id)
        with clock.at(at):
            await made.do(made.secretary, service.complete_step, matter_id)
            with pytest.raises(DelegationOver):
                await made.do(
                    made.chair,
                    service.call_meeting,
                    matter_id,
                    scheduled_at=datetime(2027, 1, 5, 9, tzinfo=clock.ZONE),
                    place="村部",
                )


async def test_only_a_method_that_asks_the_right_body_may_be_used(made: Stage) -> None:
    with pytest.raises(MethodDoesNotFit):
        await begun(made, "longtan_sibu", MatterType.PARTY_AFFAIR)


@pytest.mark.parametrize(
    ("method", "refusal"),
    [("pingchang_sanbu", MethodEmpty), ("wuhuan_fujin", MethodOfTownships)],
)
async def test_templates_and_township_methods_begin_nothing(
    made: Stage, method: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await begun(made, method)
