"""Journey 2: 乃玛岱村, 29 representatives, a show of hands entered by the clerk, unanimous."""

from uuid import UUID

import pytest

from infra import clock
from services.decisions import service
from services.decisions.errors import CountMissing, CountsDoNotAddUp, WrongVoteForm
from services.decisions.models import Meeting
from services.decisions.proposal import Funding, Proposal
from services.decisions.rules import Tally
from services.decisions.vocabulary import Choice, VoteForm
from tenants.authorization.roles import Role, RoleHolding
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

ROAD = Proposal(
    title="修 2 公里砂石路",
    text="用两万元奖金修 2 公里砂石路。",
    budget_fen=2_000_000,
    funding=(Funding("奖励资金", 2_000_000),),
)


async def meeting_in_progress(made: Stage) -> tuple[UUID, Meeting]:
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi", ROAD)
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    with clock.at(meeting.scheduled_at):
        names = [*made.representatives(), "党支部01", "村委01", "村委02"]
        await factory.seat(made, meeting, names)
        await made.do(made.chair, service.open_meeting, meeting.id)
    return matter_id, meeting


async def waiting_for_the_clerk(made: Stage) -> list[str]:
    holdings = [RoleHolding(Role.CLERK, made.code)]
    async with unit_of_work(made.county) as uow:
        return [one.kind for one in await service.todo(uow, resident_id=None, holdings=holdings)]


async def test_hands_are_counted_by_tellers_and_entered_whole(county: Tenant) -> None:
    made = await factory.naimadai(county)
    matter_id, meeting = await meeting_in_progress(made)

    with clock.at(meeting.scheduled_at):
        vote = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.SHOW_OF_HANDS)
        with pytest.raises(CountMissing):
            await made.do(made.chair, service.close_vote, vote.id)
        assert await waiting_for_the_clerk(made) == ["enter_count"]
        with pytest.raises(WrongVoteForm):
            await made.do(made.chair, service.cast_ballot, vote.id, Choice.IN_FAVOUR)
        for tally, part in (
            (Tally(33), None),  # 32 are present
            (Tally(29), None),  # of whom: the representatives' votes are needed by themselves
            (Tally(32), Tally(30)),  # 29 representatives are there
            (Tally(29), Tally(25)),  # 4 others in favour, and only 3 are there
            (Tally(29, invalid=1), Tally(29)),  # hands cannot be invalid
        ):
            with pytest.raises(CountsDoNotAddUp):
                await made.do(
                    made.clerk,
                    service.record_show_of_hands,
                    vote.id,
                    tally=tally,
                    sheet=made.sheet(),
                    representatives=part,
                )
        await made.do(
            made.clerk,
            service.record_show_of_hands,
            vote.id,
            tally=Tally(29, 0, 3),
            sheet=made.sheet(),
            representatives=Tally(29),
        )
        assert await waiting_for_the_clerk(made) == []
        closed = await made.do(made.chair, service.close_vote, vote.id)

    assert (closed.in_favour, closed.against, closed.abstain, closed.present) == (29, 0, 3, 32)
    assert closed.outcome == "passed"
    assert [line["formula"] for line in closed.derivation] == ["29·2 > 32", "29·3 ≥ 29·2"]
    matter = await made.matter(matter_id)
    assert (matter.state, matter.step_key) == ("resolved", "post_resolution")


async def test_signatures_on_paper_are_entered_by_the_clerk(county: Tenant) -> None:
    made = await factory.naimadai(county)
    matter_id, meeting = await meeting_in_progress(made)

    with clock.at(meeting.scheduled_at):
        vote = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.SHOW_OF_HANDS)
        await made.do(
            made.clerk,
            service.record_show_of_hands,
            vote.id,
            tally=Tally(32),
            sheet=made.sheet(),
            representatives=Tally(29),
        )
        await made.do(made.chair, service.close_vote, vote.id)
        async with unit_of_work(county) as uow:
            (resolution,) = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
        people = [made.id_of(name) for name in made.representatives()]
        added = await made.do(
            made.clerk, service.record_signatures, resolution.id, people, factory.SHEET_KEY
        )
        again = await made.do(
            made.clerk, service.record_signatures, resolution.id, people[:2], factory.SHEET_KEY
        )
        await made.do(made.secretary, service.post, matter_id)

    assert (resolution.signatures_needed, added, again) == (20, 29, 0)
    assert resolution.text == (
        "村民代表会议应到 32 人，实到 32 人，赞成 32、反对 0、弃权 0、未投 0，"
        "通过“修 2 公里砂石路”（第 1 稿）。"
    )
