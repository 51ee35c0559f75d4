"""What went wrong in a meeting is set right: a count struck, a proxy taken back, a new chair."""

from uuid import UUID

import pytest

from infra import clock
from services.audit import service as audit
from services.decisions import counting, service
from services.decisions.errors import (
    CountMissing,
    MeetingNotInState,
    NotOnTheRoll,
    NotPresent,
    ReasonNeeded,
    VoteClosed,
)
from services.decisions.meeting_errors import (
    ChairHasStake,
    NoProxyStands,
    PresiderHasStake,
    PresidesAlready,
    ProxyStands,
)
from services.decisions.models import Meeting, MeetingMember
from services.decisions.rules import Tally
from services.decisions.vocabulary import Stake, VoteForm
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import assemblies
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage
from tests.services.decisions.test_assemblies import collective
from tests.services.decisions.test_journey_show_of_hands import (
    meeting_in_progress,
    waiting_for_the_clerk,
)


async def roll_of(made: Stage, meeting: Meeting) -> dict[str, MeetingMember]:
    async with unit_of_work(made.county) as uow:
        rows = (await service.load_many_members(uow, [meeting.id]))[meeting.id]
    return {row.name: row for row in rows}


async def minutes_of(made: Stage, meeting: Meeting) -> str:
    async with unit_of_work(made.county) as uow:
        return "\n".join((await service.load_many_minutes(uow, [meeting.id]))[meeting.id].lines)


async def tags_of(made: Stage, subject: UUID) -> list[str]:
    async with unit_of_work(made.county) as uow:
        rows = await audit.list_events(uow, prefixes=[made.code], subject=subject, first=50)
    return [row.tag for row in rows]


async def test_a_wrong_count_is_struck_and_entered_anew_and_both_stand_in_the_minutes(
    county: Tenant,
) -> None:
    made = await factory.naimadai(county)
    _, meeting = await meeting_in_progress(made)

    async def enter(tally: Tally, part: Tally, sheet: counting.Sheet) -> None:
        await made.do(
            made.clerk,
            service.record_show_of_hands,
            vote.id,
            tally=tally,
            sheet=sheet,
            representatives=part,
        )

    with clock.at(meeting.scheduled_at):
        vote = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.SHOW_OF_HANDS)
        with pytest.raises(CountMissing):
            await made.do(made.clerk, service.strike_count, vote.id, "还没有录")
        await enter(Tally(3, 29, 0), Tally(0, 29), made.sheet())
        with pytest.raises(ReasonNeeded):
            await made.do(made.clerk, service.strike_count, vote.id, " ")
        await made.do(made.clerk, service.strike_count, vote.id, "同意和反对录反了")
        assert await waiting_for_the_clerk(made) == ["enter_count"]
        with pytest.raises(CountMissing):
            await made.do(made.chair, service.close_vote, vote.id)
        await enter(Tally(29, 3, 0), Tally(29), made.sheet())
        closed = await made.do(made.chair, service.close_vote, vote.id)
        with pytest.raises(VoteClosed):
            await made.do(made.clerk, service.strike_count, vote.id, "太晚")

    assert (closed.in_favour, closed.against, closed.outcome) == (29, 3, "passed")
    words = await minutes_of(made, meeting)
    assert "计票录错作废：同意 3、反对 29、弃权 0" in words
    assert "作废：同意和反对录反了" in words
    assert "到会 32 人，赞成 29、反对 3" in words


async def test_a_proxy_is_taken_back_before_the_meeting_opens(county: Tenant) -> None:
    made = await assemblies.sanmiaoshu(county)
    _, meeting = await collective(made)
    roll = await roll_of(made, meeting)
    home = roll["配偶00"].household_id
    member = next(one for one in roll.values() if one.household_id == home and one.name != "配偶00")
    holder, key = made.id_of("配偶00"), factory.SHEET_KEY
    await made.do(made.clerk, service.record_proxy, meeting.id, member.id, holder, key)
    with pytest.raises(ProxyStands):
        await made.do(made.clerk, service.record_proxy, meeting.id, member.id, holder, key)

    await made.do(made.clerk, service.take_back_proxy, meeting.id, member.id, "本人能到会了")

    row = (await roll_of(made, meeting))[member.name]
    assert (row.acting_id, row.acting, row.present_at) == (None, "", None)
    assert "decisions:meeting:proxy_end" in await tags_of(made, meeting.id)
    with pytest.raises(NoProxyStands):
        await made.do(made.clerk, service.take_back_proxy, meeting.id, member.id, "再来一次")
    # The line is free: another paper may be entered.
    await made.do(made.clerk, service.record_proxy, meeting.id, member.id, holder, key)
    await made.do(made.secretary, service.adjourn_meeting, meeting.id, "改期")
    assert "撤回：本人能到会了" in await minutes_of(made, meeting)
    with pytest.raises(MeetingNotInState):
        await made.do(made.clerk, service.take_back_proxy, meeting.id, member.id, "散会以后")


async def test_the_chair_is_handed_over_and_a_stake_no_longer_ends_the_meeting(
    county: Tenant,
) -> None:
    made = await factory.naimadai(county)
    _, meeting = await meeting_in_progress(made)
    names = made.representatives()
    roll = await roll_of(made, meeting)
    chair = next(one for one in roll.values() if one.resident_id == meeting.presider_id)
    other, staked = roll[names[0]], roll[names[1]]

    with clock.at(meeting.scheduled_at):
        with pytest.raises(PresiderHasStake):
            await made.do(
                made.clerk,
                service.record_recusal,
                meeting.id,
                chair.resident_id,
                Stake.OWN,
                "承包人是本人",
            )
        await made.do(
            made.clerk, service.record_recusal, meeting.id, staked.resident_id, Stake.OWN, "供货"
        )
        for wrong, refusal in ((chair, PresidesAlready), (staked, ChairHasStake)):
            with pytest.raises(refusal):
                await made.do(made.chair, service.hand_over, meeting.id, wrong.id, "回避")
        held = await made.do(made.chair, service.hand_over, meeting.id, other.id, "本人要回避")
        assert (held.presider_id, held.presider) == (other.resident_id, other.name)
        await made.do(
            made.clerk,
            service.record_recusal,
            meeting.id,
            chair.resident_id,
            Stake.OWN,
            "承包人是本人",
        )
        await made.do(made.secretary, service.adjourn_meeting, meeting.id, "改期")
        with pytest.raises(MeetingNotInState):
            await made.do(made.chair, service.hand_over, meeting.id, chair.id, "散会以后")

    words = await minutes_of(made, meeting)
    assert f"主持：{chair.name}" in words
    assert f"主持由{chair.name}交给{other.name}：本人要回避" in words
    assert "decisions:meeting:hand_over" in await tags_of(made, meeting.id)


async def test_who_presides_can_be_named_in_the_call_and_must_be_on_the_roll(
    county: Tenant,
) -> None:
    made = await factory.naimadai(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        at = await made.do(made.chair, service.earliest_meeting, matter_id)
        outsider, named = made.id_of("居民0060"), made.id_of(made.representatives()[1])
        with pytest.raises(NotOnTheRoll):
            await made.do(
                made.chair,
                service.call_meeting,
                matter_id,
                scheduled_at=at,
                place="村部",
                presider_id=outsider,
            )
        meeting = await made.do(
            made.chair,
            service.call_meeting,
            matter_id,
            scheduled_at=at,
            place="村部",
            presider_id=named,
        )
        assert (meeting.presider_id, meeting.presider) == (named, made.representatives()[1])
        roll = await roll_of(made, meeting)
        # Before it opens anybody of the roll may be named; once it is open, who is here.
        first = roll[made.representatives()[0]]
        await made.do(made.secretary, service.hand_over, meeting.id, first.id, "原主持人外出")
    with clock.at(meeting.scheduled_at):
        names = made.representatives()
        await factory.seat(made, meeting, [names[0], *names[2:]])
        await made.do(made.chair, service.open_meeting, meeting.id)
        with pytest.raises(NotPresent):
            await made.do(made.chair, service.hand_over, meeting.id, roll[names[1]].id, "换")
