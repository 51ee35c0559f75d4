"""Several matters in one meeting: one notice, one sign-in, and each put to the vote by itself."""

from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock
from infra.errors import NotFound
from services.decisions import service
from services.decisions.attachment_errors import AttachedAlready
from services.decisions.errors import (
    AttendanceFrozen,
    MeetingAlreadyCalled,
    MeetingNotInState,
    NoticeTooShort,
    VoteAlreadyHeld,
    WrongStep,
)
from services.decisions.meeting_errors import (
    AgendaItemGone,
    AgendaItemNeeded,
    AgendaOfAnotherBody,
    AnotherVoteOpen,
    HasStake,
    TooManyMeetingPapers,
)
from services.decisions.models import Meeting, Vote
from services.decisions.proposal import Proposal
from services.decisions.vocabulary import Choice, Stake, VoteForm
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories import papers
from tests.factories.decisions import START, Stage

COMMITTEE = ["党支部01", "村委01", "村委02"]
LAMPS = Proposal(title="安装路灯", text="在一社、二社装 20 盏太阳能路灯。")
SQUARE = Proposal(title="平整广场", text="平整广场，装健身器材。")


async def ready(made: Stage, *proposals: Proposal) -> list[UUID]:
    """Matters whose plans have hung their days: the representatives' meeting may be called."""
    with clock.at(START):
        ids = [await factory.submitted(made, "siquansizhi", one) for one in proposals]
        until = max([await factory.posted(made, one) for one in ids])
    with clock.at(until):
        for one in ids:
            await made.do(made.secretary, service.complete_step, one)
    return ids


async def called(made: Stage, ids: list[UUID]) -> Meeting:
    with clock.at(START + timedelta(days=4)):
        earliest = await made.do(made.chair, service.earliest_meeting, ids[0])
        return await made.do(
            made.chair,
            service.call_meeting,
            ids[0],
            scheduled_at=earliest + timedelta(hours=9),
            place="村部会议室",
            presider_id=made.chair.resident_id,
            also=ids[1:],
        )


async def voted(made: Stage, meeting: Meeting, about: UUID, *names: str) -> Vote:
    """Put one item to the vote by name; these are in favour."""
    vote = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED, about)
    for name in names:
        await made.do(made.actor(name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
    return await made.do(made.chair, service.close_vote, vote.id)


async def test_each_item_is_voted_by_itself_and_the_meeting_ends_with_the_last(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    water, lamps, square = await ready(made, factory.WATER, LAMPS, SQUARE)
    with clock.at(START + timedelta(days=4)):
        others = await made.do(made.chair, service.meetable_with, water)
    meeting = await called(made, [water, lamps, square])
    names = made.representatives()
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names[:-1], *COMMITTEE])
        await made.do(made.chair, factory.sign_in, meeting.id)
        own = made.id_of(names[0])
        with pytest.raises(AgendaItemNeeded):
            await made.do(
                made.clerk, service.record_recusal, meeting.id, own, Stake.OWN, "路灯由他安装"
            )
        await made.do(
            made.clerk, service.record_recusal, meeting.id, own, Stake.OWN, "路灯由他安装", lamps
        )
        await made.do(made.chair, service.open_meeting, meeting.id)
        with pytest.raises(AgendaItemNeeded):
            await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED)
        with pytest.raises(NotFound):
            await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED, meeting.id)
        first = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED, water)
        with pytest.raises(AnotherVoteOpen):
            await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED, lamps)
        with pytest.raises(AttendanceFrozen):
            await made.do(
                made.clerk, service.record_recusal, meeting.id, own, Stake.OWN, "有利害", water
            )
        await made.do(made.clerk, service.record_recusal, meeting.id, own, Stake.OWN, "邻", square)
        for name in names[:13]:  # the stake is in the lamps: on the water they vote
            await made.do(made.actor(name), service.cast_ballot, first.id, Choice.IN_FAVOUR)
        first = await made.do(made.chair, service.close_vote, first.id)
        with pytest.raises(VoteAlreadyHeld):
            await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED, water)
        second = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED, lamps)
        with pytest.raises(HasStake):
            await made.do(made.actor(names[0]), service.cast_ballot, second.id, Choice.IN_FAVOUR)
        second = await made.do(made.chair, service.close_vote, second.id)
        between = await _meeting(county, meeting)
        third = await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED)
        for name in names[1:14]:
            await made.do(made.actor(name), service.cast_ballot, third.id, Choice.IN_FAVOUR)
        third = await made.do(made.chair, service.close_vote, third.id)
        with pytest.raises(MeetingNotInState):
            await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED, lamps)
    after = await _meeting(county, meeting)

    assert {one.id for one in others} == {lamps, square}
    assert [one.outcome for one in (first, second, third)] == ["passed", "failed", "passed"]
    assert [one.present for one in (first, second, third)] == [20, 19, 19]
    assert (between.state, after.state) == ("open", "closed")
    steps = {one: (await made.matter(one)).step_key for one in (water, lamps, square)}
    assert (await made.matter(lamps)).state == "returned"
    assert steps[water] == steps[square] == "post_resolution"
    async with unit_of_work(county) as uow:
        record = (await service.load_many_minutes(uow, [meeting.id]))[meeting.id]
    said = "\n".join(record.lines)
    about = said.split("【议程")[1:]
    assert len(about) == 3
    assert "议程2：“安装路灯”" in said
    assert (f"{names[0]}（本人：路灯由他安装）" in about[1], "结果：未通过" in about[1]) == (
        True,
        True,
    )
    assert "回避（离开会场，不表决）：无" in about[0]
    assert "决议 2026-001 号" in about[0]
    assert "决议 2026-002 号" in about[2]


async def _meeting(county: Tenant, meeting: Meeting) -> Meeting:
    async with unit_of_work(county) as uow:
        return await service.find_meeting(uow, meeting.id)


async def test_what_was_not_voted_on_when_it_broke_off_may_be_called_again(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    water, lamps = await ready(made, factory.WATER, LAMPS)
    meeting = await called(made, [water, lamps])
    names = made.representatives()
    with clock.at(meeting.scheduled_at):
        with pytest.raises(MeetingAlreadyCalled):
            await factory.called(made, lamps)
        await factory.seat(made, meeting, [*names, *COMMITTEE])
        await made.do(made.chair, service.open_meeting, meeting.id)
        await voted(made, meeting, water, *names[:15])
        await made.do(made.chair, service.adjourn_meeting, meeting.id, "天黑了，路灯改日再议")
        again = await factory.called(made, lamps)
    async with unit_of_work(county) as uow:
        items = (await service.load_many_items(uow, [meeting.id]))[meeting.id]

    assert [(one.matter_id, one.ended) for one in items] == [(water, "voted"), (lamps, "dropped")]
    assert again.matter_id == lamps
    assert (await made.matter(water)).state == "resolved"


async def test_a_matter_that_was_withdrawn_is_passed_over(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    water, lamps = await ready(made, factory.WATER, LAMPS)
    meeting = await called(made, [water, lamps])
    names = made.representatives()
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names, *COMMITTEE])
        await made.do(made.secretary, service.withdraw, water, "另有资金")
        await made.do(made.chair, service.open_meeting, meeting.id)
        with pytest.raises(AgendaItemGone):
            await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED, water)
        await voted(made, meeting, lamps, *names[:15])
    async with unit_of_work(county) as uow:
        items = (await service.load_many_items(uow, [meeting.id]))[meeting.id]
        held = await service.find_meeting(uow, meeting.id)

    assert held.state == "closed"
    assert [one.ended for one in items] == ["dropped", "voted"]


async def test_only_what_the_same_body_decides_and_whose_notice_is_kept_stands_on_one_agenda(
    county: Tenant,
) -> None:
    made = await factory.sanmiaoshu(county)
    (water,) = await ready(made, factory.WATER)
    with clock.at(START):
        of_the_party = await factory.submitted(made, "siyi_lianggongkai", LAMPS)
        waiting = await factory.submitted(made, "siquansizhi", SQUARE)
    with clock.at(START + timedelta(days=4)):
        assert await made.do(made.chair, service.meetable_with, water) == []
    with pytest.raises(AgendaOfAnotherBody):
        await called(made, [water, of_the_party])
    with pytest.raises(WrongStep):
        await called(made, [water, waiting])
    with clock.at(START + timedelta(days=4)), pytest.raises(NoticeTooShort):
        await made.do(
            made.chair,
            service.call_meeting,
            water,
            scheduled_at=clock.now() + timedelta(hours=1),
            place="村部会议室",
        )
    assert (await made.matter(water)).step_key == "vote"


async def test_papers_go_with_the_notice_until_the_meeting_begins(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    (water,) = await ready(made, factory.WATER)
    meeting = await called(made, [water])
    with clock.at(START + timedelta(days=4, hours=1)):
        attach = service.attach_to_meeting
        await made.do(made.chair, attach, meeting.id, title="施工图", data=papers.pdf("一"))
        with pytest.raises(AttachedAlready):
            await made.do(made.chair, attach, meeting.id, title="又一份", data=papers.pdf("一"))
        for number in range(9):
            data = papers.pdf(f"第{number}份")
            await made.do(made.chair, attach, meeting.id, title=f"材料{number}", data=data)
        with pytest.raises(TooManyMeetingPapers):
            await made.do(made.chair, attach, meeting.id, title="太多", data=papers.pdf("多"))
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*made.representatives(), *COMMITTEE])
        await made.do(made.chair, service.open_meeting, meeting.id)
        with pytest.raises(MeetingNotInState):
            await made.do(made.chair, attach, meeting.id, title="晚了", data=papers.pdf("晚"))
        await voted(made, meeting, water, *made.representatives()[:15])
    async with unit_of_work(county) as uow:
        record = (await service.load_many_minutes(uow, [meeting.id]))[meeting.id]
        listed = (await service.load_many_meeting_papers(uow, [meeting.id]))[meeting.id]

    assert len(listed) == 10
    assert any(
        line.startswith("会议材料：施工图（2026年3月20日 10:00附上") for line in record.lines
    )
