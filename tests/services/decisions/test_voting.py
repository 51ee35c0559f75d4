"""Ballots: members only, present, once, while it is open; also when everybody votes at once."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from infra import clock
from infra.errors import DomainError
from services.decisions import service
from services.decisions.counting import Papers, Sheet
from services.decisions.errors import (
    AlreadyVoted,
    AttendanceFrozen,
    CountsDoNotAddUp,
    MeetingAlreadyCalled,
    MeetingNotInState,
    MeetingTooEarly,
    NotOnTheRoll,
    NotPresent,
    SheetNeeded,
    TellersNotDistinct,
    VoteAlreadyHeld,
    VoteClosed,
    WrongSignInCode,
)
from services.decisions.models import Meeting, Vote
from services.decisions.rules import Tally
from services.decisions.vocabulary import Choice, VoteForm
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START, Stage

MEMBERS = ["党支部01", "村委01", "村委02"]


async def meeting_of(made: Stage) -> tuple[UUID, Meeting]:
    """A meeting of representatives, called and not yet begun."""
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        return matter_id, await factory.called(made, matter_id)


async def open_vote(made: Stage, form: VoteForm = VoteForm.NAMED, absent: int = 0) -> Vote:
    _, meeting = await meeting_of(made)
    with clock.at(meeting.scheduled_at):
        names = made.representatives()
        await factory.seat(made, meeting, [*names[absent:], *MEMBERS])
        await made.do(made.chair, service.open_meeting, meeting.id)
        return await made.do(made.chair, service.open_vote, meeting.id, form)


async def test_only_members_who_are_present_vote_and_only_once(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    vote = await open_vote(made, absent=1)

    async def cast(name: str) -> None:
        await made.do(made.actor(name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)

    await cast("代表02")
    with pytest.raises(AlreadyVoted):
        await cast("代表02")
    with pytest.raises(NotPresent):
        await cast("代表01")
    with pytest.raises(NotOnTheRoll):
        await cast("居民0050")
    with pytest.raises(NotOnTheRoll):
        await made.do(made.reviewer, service.cast_ballot, vote.id, Choice.AGAINST)
    async with unit_of_work(county) as uow:
        counted = await service.load_many_ballot_counts(uow, [vote.id])
        own = await service.load_ballots_of(uow, made.id_of("代表02"), [vote.id])
    assert counted == {vote.id: 1}
    assert own[vote.id].choice == "in_favour"


async def test_nobody_signs_in_once_the_vote_has_begun(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    vote = await open_vote(made, absent=1)

    with pytest.raises(AttendanceFrozen):
        await made.do(made.actor("代表01"), factory.sign_in, vote.meeting_id)
    with pytest.raises(VoteAlreadyHeld):
        await made.do(made.chair, service.open_vote, vote.meeting_id, VoteForm.NAMED)
    with pytest.raises(MeetingNotInState):
        await made.do(made.chair, service.adjourn_meeting, vote.meeting_id, "散会")


async def test_a_closed_vote_takes_no_ballot_and_is_closed_once(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    vote = await open_vote(made)

    closed = await made.do(made.chair, service.close_vote, vote.id)

    assert (closed.outcome, closed.not_voted) == ("failed", 20)
    with pytest.raises(VoteClosed):
        await made.do(made.actor("代表01"), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
    with pytest.raises(VoteClosed):
        await made.do(made.chair, service.close_vote, vote.id)
    matter = await made.matter(vote.matter_id)
    assert (matter.state, matter.step_key) == ("returned", "propose")


async def test_the_resolution_counts_those_who_did_not_vote(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, meeting = await meeting_of(made)
    names = made.representatives()
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names, *MEMBERS])
        await factory.voted(made, meeting, in_favour=names[:15], against=names[15:16])

    async with unit_of_work(county) as uow:
        (resolution,) = (await service.load_many_resolutions(uow, [matter_id]))[matter_id]
    assert resolution.text == (
        "村民代表会议应到 20 人，实到 20 人，赞成 15、反对 1、弃权 0、未投 4，"
        "通过“自来水管道改造”（第 1 稿）。"
    )


async def test_two_people_closing_at_once_close_once(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    vote = await open_vote(made)

    async def close() -> str:
        try:
            return (await made.do(made.chair, service.close_vote, vote.id)).outcome
        except DomainError as refused:
            return refused.code

    assert sorted(await asyncio.gather(*(close() for _ in range(4)))) == [
        "VOTE_CLOSED",
        "VOTE_CLOSED",
        "VOTE_CLOSED",
        "failed",
    ]


async def test_paper_ballots_are_reconciled_or_refused_whole(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    vote = await open_vote(made, VoteForm.PAPER)

    for papers, tally in (
        (Papers(20, 17, 1, 1), Tally(15, 1, 1, 1)),  # 19 accounted for
        (Papers(21, 18, 1, 2), Tally(16, 1, 1, 1)),  # 20 are present
        (Papers(20, 17, 1, 2), Tally(15, 1, 0, 1)),  # votes make 16
        (Papers(20, 17, 1, 2), Tally(16, 1, 0, 0)),  # a spoiled paper is an invalid ballot
        (Papers(20, 23, -1, -2), Tally(23)),
    ):
        with pytest.raises(CountsDoNotAddUp):
            await made.do(
                made.clerk,
                service.record_paper_count,
                vote.id,
                papers=papers,
                tally=tally,
                sheet=made.sheet(),
                representatives=Tally(tally.in_favour),
            )
    count = await made.do(
        made.clerk,
        service.record_paper_count,
        vote.id,
        papers=Papers(20, 17, 1, 2),
        tally=Tally(16, 1, 0, 1),
        sheet=made.sheet(),
        representatives=Tally(15, 1, 0, 1),
    )
    with pytest.raises(AlreadyVoted):
        await made.do(
            made.clerk,
            service.record_paper_count,
            vote.id,
            papers=Papers(20, 17, 1, 2),
            tally=Tally(16, 1, 0, 1),
            sheet=made.sheet(),
            representatives=Tally(15, 1, 0, 1),
        )
    closed = await made.do(made.chair, service.close_vote, vote.id)

    assert (count.issued, count.sheet_sha256) == (20, "ab" * 32)
    assert (closed.in_favour, closed.invalid, closed.outcome) == (16, 1, "passed")
    assert closed.tally_parts["representatives"]["in_favour"] == 15


async def test_three_different_people_stand_behind_a_stored_sheet(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    one, two = made.id_of("监委01"), made.id_of("监委02")

    with pytest.raises(TellersNotDistinct):
        Sheet(tellers=(one, two), scrutineer=one, key=factory.SHEET_KEY)
    with pytest.raises(SheetNeeded):
        Sheet(tellers=(one, two), scrutineer=made.id_of("监委03"), key="photo.jpg")


async def test_people_sign_in_by_the_code_in_the_room_or_by_the_clerk(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    _, meeting = await meeting_of(made)
    with clock.at(meeting.scheduled_at - timedelta(hours=3)), pytest.raises(MeetingTooEarly):
        await made.do(made.actor("代表01"), factory.sign_in, meeting.id)
    with clock.at(meeting.scheduled_at - timedelta(hours=1)):
        with pytest.raises(MeetingTooEarly):
            await made.do(made.chair, service.open_meeting, meeting.id)
        first = await made.do(made.actor("代表01"), factory.sign_in, meeting.id)
        wrong = f"{(int(meeting.sign_in_code) + 1) % 10**6:06d}"
        with pytest.raises(WrongSignInCode):
            await made.do(made.actor("代表02"), service.sign_in_by_code, meeting.id, wrong)
        second = await made.do(
            made.actor("代表02"), service.sign_in_by_code, meeting.id, meeting.sign_in_code
        )
        third = await made.do(
            made.clerk, service.sign_in_by_clerk, meeting.id, made.id_of("代表03")
        )
        again = await made.do(made.actor("代表01"), factory.sign_in, meeting.id)
        with pytest.raises(NotOnTheRoll):
            await made.do(made.actor("居民0050"), factory.sign_in, meeting.id)
        excused = await made.do(
            made.clerk, service.record_excuse, meeting.id, made.id_of("代表04"), "外出务工"
        )

    assert [member.how for member in (first, second, third)] == ["code", "code", "clerk"]
    assert again.present_at == first.present_at
    assert excused.excuse == "外出务工"


async def test_one_meeting_at_a_time(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    matter_id, meeting = await meeting_of(made)

    with clock.at(meeting.notice_at + timedelta(hours=1)), pytest.raises(MeetingAlreadyCalled):
        await factory.called(made, matter_id)


async def test_the_roll_is_frozen_with_a_hash(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    vote = await open_vote(made, absent=2)

    async with unit_of_work(county) as uow:
        meeting = await service.find_meeting(uow, vote.meeting_id)
        members = (await service.load_many_members(uow, [meeting.id]))[meeting.id]
    assert len(meeting.roll_hash) == 64
    assert (vote.members, vote.present) == (20, 18)
    assert vote.parts["representatives"] == {"all": 17, "due": 17, "present": 15}
    assert sum(member.representative for member in members) == 17
