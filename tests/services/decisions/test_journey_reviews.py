"""Journey 3: a 532 matter that the township refuses at its first check until it is mended."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.errors import (
    DraftClosed,
    NotMended,
    OwnWorkReviewed,
    ReasonNeeded,
    TransitionRefused,
    WrongStep,
)
from services.decisions.vocabulary import ReasonCode
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, WATER, Stage


async def joint_meeting(made: Stage, matter_id: UUID) -> None:
    meeting = await factory.called(made, matter_id, made.secretary)
    committee = ["党支部01", "党支部02", "党支部03", "村委01", "村委02"]
    await factory.seat(made, meeting, committee)
    vote = await factory.voted(made, meeting, in_favour=committee)
    assert (vote.outcome, vote.members) == ("passed", 5)


async def test_a_refused_matter_cannot_go_on_until_it_is_mended(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "532")
        await joint_meeting(made, matter_id)
        assert (await made.matter(matter_id)).step_key == "review_1"

        with pytest.raises(ReasonNeeded):
            await made.do(made.reviewer, service.decide_review, matter_id, approve=False)
        await made.do(
            made.reviewer,
            service.decide_review,
            matter_id,
            approve=False,
            reason_codes=[ReasonCode.BUDGET_UNCLEAR],
            reason="自筹部分没有写明出处，请补充后再报。",
        )
    matter = await made.matter(matter_id)
    assert (matter.state, matter.step_key, matter.version_no) == ("returned", "joint", 1)
    async with unit_of_work(county) as uow:
        rail = (await service.load_many_rails(uow, [matter_id]))[matter_id]
        steps = (await service.load_many_steps(uow, [matter_id]))[matter_id]
    assert [blocker.code for blocker in rail.blockers] == ["RETURNED"]
    assert steps[-1].reason == "自筹部分没有写明出处，请补充后再报。"
    assert steps[-1].evidence == {"reason_codes": ["budget_unclear"]}

    with clock.at(START + timedelta(hours=1)):
        with pytest.raises(WrongStep):
            await factory.called(made, matter_id, made.secretary)
        with pytest.raises(WrongStep):
            await made.do(made.reviewer, service.decide_review, matter_id, approve=True)
        with pytest.raises(NotMended):
            await made.do(made.secretary, service.submit, matter_id)
        mended = replace(WATER, text=WATER.text + "村集体自筹部分来自 2025 年机动地承包费。")
        await made.do(made.secretary, service.edit_draft, matter_id, mended)
        await made.do(made.secretary, service.submit, matter_id)
        matter = await made.matter(matter_id)
        assert (matter.state, matter.step_key, matter.version_no) == ("in_steps", "joint", 2)
        await joint_meeting(made, matter_id)
        await made.do(made.reviewer, service.decide_review, matter_id, approve=True)
    assert (await made.matter(matter_id)).step_key == "post_plan"


async def test_a_mere_defect_of_procedure_is_mended_without_a_new_text(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "532")
        await joint_meeting(made, matter_id)
        await made.do(
            made.reviewer,
            service.decide_review,
            matter_id,
            approve=False,
            reason_codes=[ReasonCode.PROCEDURE_DEFECT],
            reason="联席会议没有记录，请重新召开。",
        )
        with pytest.raises(NotMended):
            await made.do(made.secretary, service.submit, matter_id)
        await made.do(
            made.secretary, service.edit_draft, matter_id, WATER, change_note="重新开会并记录"
        )
        await made.do(made.secretary, service.submit, matter_id)

    matter = await made.matter(matter_id)
    assert (matter.state, matter.step_key, matter.version_no) == ("in_steps", "joint", 2)


async def test_neither_the_author_nor_the_village_reviews_for_the_township(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "532")
        await joint_meeting(made, matter_id)

        by_account = Actor(made.secretary.account_id, None, "换个身份")
        for asker in (made.secretary, by_account, made.supervisor):
            with pytest.raises(OwnWorkReviewed):
                await made.do(asker, service.decide_review, matter_id, approve=True)
    assert (await made.matter(matter_id)).step_key == "review_1"


async def test_a_submitted_text_is_closed_and_a_withdrawn_matter_over(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "532")

        with pytest.raises(DraftClosed):
            await made.do(made.secretary, service.edit_draft, matter_id, WATER)
        with pytest.raises(DraftClosed):
            await made.do(made.secretary, service.submit, matter_id)
        await made.do(made.secretary, service.withdraw, matter_id, "条件不成熟")
        with pytest.raises(TransitionRefused):
            await made.do(made.secretary, service.withdraw, matter_id, "再撤一次")
    assert (await made.matter(matter_id)).state == "withdrawn"
