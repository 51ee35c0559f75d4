"""Beginning a matter: needs, routing, the fixed method, what a proposal must hold."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from infra import clock
from infra.errors import NotFound
from infra.ids import new_id
from services.decisions import service
from services.decisions.errors import (
    BudgetAndFundingDiffer,
    CommentsClosed,
    DelegationRefused,
    EmptyText,
    MatterTypeOutsideMethods,
    MethodUnknown,
    MethodVersionChanged,
    OpinionClosed,
    ReasonNeeded,
    StepBlocked,
    WrongStep,
)
from services.decisions.models import WorkMethod
from services.decisions.proposal import Proposal
from services.decisions.routing import MatterType
from services.decisions.vocabulary import OpinionCategory, OpinionState
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER, Stage


async def draft(
    made: Stage,
    proposal: Proposal = WATER,
    matter_type: MatterType = MatterType.PUBLIC_WELFARE,
    method: str = "siquansizhi",
) -> UUID:
    matter = await made.do(
        made.secretary,
        service.draft_matter,
        village_code=made.code,
        matter_type=matter_type,
        method_id=method,
        proposal=proposal,
    )
    return matter.id


async def test_a_need_is_taken_up_and_answered(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    villager = made.actor("居民0060")

    async def say(text: str) -> UUID:
        row = await made.do(
            villager,
            service.submit_opinion,
            village_code=made.code,
            category=OpinionCategory.ROAD,
            text=text,
        )
        return row.id

    with pytest.raises(EmptyText):
        await say("  ")
    first, second = await say("路不好走"), await say("路灯不亮")
    await made.do(made.secretary, service.take_up_opinion, first)
    await made.do(made.secretary, service.answer_opinion, first, "今年修。")
    with pytest.raises(OpinionClosed):
        await made.do(made.secretary, service.take_up_opinion, first)
    with pytest.raises(EmptyText):
        await made.do(made.secretary, service.answer_opinion, second, "")
    with pytest.raises(NotFound):
        await made.do(made.secretary, service.answer_opinion, new_id(), "?")

    async with unit_of_work(county) as uow:
        everything = await service.list_opinions(uow, [made.code])
        received = await service.list_opinions(uow, [made.code], states=[OpinionState.RECEIVED])
        older = await service.list_opinions(uow, [made.code], after=second, first=1)
        own = await service.list_opinions(uow, ["15"], resident_id=new_id())
        found = await service.find_opinion(uow, first)
        nothing = await service.list_opinions(uow, [])
    assert [row.id for row in everything] == [second, first]
    assert [row.id for row in received] == [second]
    assert [row.id for row in older] == [first]
    assert (own, nothing) == ([], [])
    assert (found.state, found.answer) == ("answered", "今年修。")


async def test_without_a_delegation_the_matter_belongs_to_the_assembly(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter = await made.matter(await draft(made, matter_type=MatterType.VILLAGE_PLAN))
        assert matter.body == "villagers_assembly"
        await factory.delegate(made, MatterType.VILLAGE_PLAN)
        matter = await made.matter(await draft(made, matter_type=MatterType.VILLAGE_PLAN))
        assert matter.body == "representatives_meeting"
        with pytest.raises(DelegationRefused):
            await factory.delegate(made, MatterType.LAND_COMPENSATION)
        with pytest.raises(ReasonNeeded):
            await made.do(
                made.secretary,
                service.record_delegation,
                village_code=made.code,
                matter_type=MatterType.VILLAGE_PLAN,
                since=date(2026, 1, 1),
                until=date(2026, 12, 31),
                source=" ",
            )
    with clock.at(START.replace(year=2027)):
        late = await made.matter(await draft(made, matter_type=MatterType.VILLAGE_PLAN))
    assert late.body == "villagers_assembly"
    async with unit_of_work(county) as uow:
        assert len(await service.list_delegations(uow, made.code, first=5)) == 2


async def test_some_matters_are_refused_at_the_door(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        await factory.delegate(made, MatterType.ASSET_DISPOSAL)
        matter = await made.matter(await draft(made, matter_type=MatterType.ASSET_DISPOSAL))
        assert matter.body == "member_representatives"
        with pytest.raises(MatterTypeOutsideMethods):
            await draft(made, matter_type=MatterType.COMMITTEE_ELECTION)
        with pytest.raises(MethodUnknown):
            await draft(made, method="八步")
        with pytest.raises(EmptyText):
            await draft(made, replace(WATER, title=" "))


async def test_a_party_affair_goes_to_the_party_members(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter = await made.matter(await draft(made, matter_type=MatterType.PARTY_AFFAIR))
    assert matter.body == "party_members"


async def test_a_method_altered_under_its_version_number_is_refused(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    async with unit_of_work(county) as uow:
        uow.session.add(
            WorkMethod(method_id="siquansizhi", version="1", hash="0" * 64, text="an older text")
        )
    with clock.at(START), pytest.raises(MethodVersionChanged):
        await draft(made)


async def test_numbers_count_up_without_a_gap_in_village_and_year(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        with pytest.raises(EmptyText):
            await draft(made, replace(WATER, title=""))
        first, second = await draft(made), await draft(made)
    with clock.at(START.replace(year=2025)):
        await factory.delegate(made)
    numbers = [(await made.matter(each)).number for each in (first, second)]
    assert numbers == ["2026-001", "2026-002"]


async def test_a_proposal_without_text_or_with_money_that_does_not_add_up_stays_a_draft(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await draft(made, replace(WATER, text=" ", funding=()))
        with pytest.raises(EmptyText):
            await made.do(made.secretary, service.submit, matter_id)
        await made.do(made.secretary, service.edit_draft, matter_id, replace(WATER, funding=()))
        with pytest.raises(BudgetAndFundingDiffer) as refused:
            await made.do(made.secretary, service.submit, matter_id)
        assert refused.value.message("zh").startswith(
            "资金来源合计 0.00 元，与预算 186400.00 元不一致"
        )
        await made.do(made.secretary, service.edit_draft, matter_id, WATER)
        with pytest.raises(StepBlocked) as unheard:
            await made.do(made.secretary, service.submit, matter_id)
        assert unheard.value.facts["codes"] == ("NOBODY_HEARD",)
        with pytest.raises(EmptyText):
            await made.do(made.secretary, service.record_heard, matter_id, name=" ")
        await made.do(made.secretary, service.record_heard, matter_id, name="居民0050")
        await made.do(made.secretary, service.submit, matter_id)

    async with unit_of_work(county) as uow:
        (version,) = (await service.load_many_versions(uow, [matter_id]))[matter_id]
    assert version.sha256 == WATER.sha256


async def test_comments_are_taken_while_the_plan_hangs_and_not_before(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    villager = made.actor("居民0060")
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        with pytest.raises(CommentsClosed):
            await made.do(villager, service.comment, matter_id, "早了")
        await factory.posted(made, matter_id)
        with pytest.raises(EmptyText):
            await made.do(villager, service.comment, matter_id, "")
        await made.do(villager, service.comment, matter_id, "请先修四社。")

    async with unit_of_work(county) as uow:
        (said,) = (await service.load_many_comments(uow, [matter_id]))[matter_id]
    assert (said.author, said.text, said.version_no) == ("居民0060", "请先修四社。", 1)


async def test_steps_cannot_be_skipped(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        for skip in (
            lambda: made.do(made.secretary, service.archive, matter_id),
            lambda: made.do(made.secretary, service.earliest_meeting, matter_id),
            lambda: made.do(made.supervisor, service.inspect, matter_id, passed=True, note="好"),
            lambda: made.do(made.member, service.plan_milestone, matter_id, title="开工"),
        ):
            with pytest.raises(WrongStep):
                await skip()
        with pytest.raises(NotFound):
            await made.do(made.secretary, service.submit, new_id())
    assert (await made.matter(matter_id)).step_key == "post_plan"
