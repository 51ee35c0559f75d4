"""Who has a stake leaves the room, and the base where the rule says so."""

from uuid import UUID, uuid4

import pytest

from infra import clock
from services.decisions import counting, law, rules, service
from services.decisions.attendance import attendance_of
from services.decisions.errors import (
    AttendanceFrozen,
    CountsDoNotAddUp,
    NotPresent,
    ReasonNeeded,
)
from services.decisions.meeting_errors import HasStake, PresiderHasStake
from services.decisions.models import MeetingMember, Vote
from services.decisions.rules import Tally
from services.decisions.vocabulary import Choice, Stake, VoteForm
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.factories import decisions as factory
from tests.factories.decisions import START

COMMITTEE = ["党支部01", "村委01", "村委02"]


def _member() -> MeetingMember:
    return MeetingMember(
        meeting_id=uuid4(),
        resident_id=uuid4(),
        name="某人",
        capacity="party_member",
        present_at=clock.now(),
        how="self",
    )


def test_the_rules_own_base_says_whether_a_stake_shrinks_it() -> None:
    """Of ten, two have a stake: eight are due and here; ten remain all."""
    roll = [_member() for _ in range(10)]
    attendance = attendance_of(roll, {one.id for one in roll[:2]})
    floor = {rule.id: rule for rule in law.load().rules}
    of_due, of_all = floor["BRANCH-11-pass"], floor["CEL-27-pass"]

    assert (attendance.all, attendance.due, attendance.present) == (10, 8, 8)
    assert rules.required_in_favour([of_due], attendance) == {of_due.of: 5}
    assert rules.required_in_favour([of_all], attendance) == {of_all.of: 7}
    assert rules.judge_vote([of_due], attendance, Tally(5)).passed
    assert not rules.judge_vote([of_all], attendance, Tally(6)).passed


async def test_whoever_has_a_stake_neither_votes_nor_signs_nor_counts(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    names, of = made.representatives(), meeting.id
    own = made.id_of(names[0])
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, [*names[:-1], *COMMITTEE])
        await made.do(made.chair, factory.sign_in, of)
        with pytest.raises(ReasonNeeded):
            await made.do(made.clerk, service.record_recusal, of, own, Stake.OWN, " ")
        recusal = await made.do(
            made.actor(names[0]), service.record_recusal, of, own, Stake.FIRM, "投标人是他的公司"
        )
        with pytest.raises(HasStake):
            await made.do(made.actor(names[0]), factory.sign_in, of)
        with pytest.raises(PresiderHasStake):
            await made.do(
                made.clerk, service.record_recusal, of, made.id_of(names[-1]), Stake.OWN, "有利害"
            )
        await made.do(made.chair, service.open_meeting, of)
        vote = await made.do(made.chair, service.open_vote, of, VoteForm.NAMED)
        with pytest.raises(HasStake):
            await made.do(made.actor(names[0]), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
        with pytest.raises(AttendanceFrozen):
            await made.do(
                made.clerk, service.record_recusal, of, made.id_of(names[1]), Stake.OWN, "有利害"
            )
        for name in names[1:13]:
            await made.do(made.actor(name), service.cast_ballot, vote.id, Choice.IN_FAVOUR)
        closed = await made.do(made.chair, service.close_vote, vote.id)
        resolution = await _resolution(county, vote)
        with pytest.raises(NotPresent):
            await made.do(made.actor(names[0]), service.sign_resolution, resolution)

    assert recusal.reason == "投标人是他的公司"
    # The method asks for two thirds of all 17 representatives, and all stay all.
    assert (closed.members, closed.due, closed.present) == (20, 19, 19)
    assert closed.parts["representatives"] == {"all": 17, "due": 16, "present": 16}
    assert [(line["count"], line["base"]) for line in closed.derivation] == [(12, 19), (12, 17)]
    assert closed.outcome == "passed"


async def _resolution(county: Tenant, vote: Vote) -> UUID:
    async with unit_of_work(county) as uow:
        (found,) = (await service.load_many_resolutions(uow, [vote.matter_id]))[vote.matter_id]
    return found.id


async def test_a_quorum_that_a_stake_takes_away_is_lost(county: Tenant) -> None:
    made = await factory.sanmiaoshu(county)
    with clock.at(START):
        matter_id = await factory.submitted(made, "siquansizhi")
        until = await factory.posted(made, matter_id)
    with clock.at(until):
        await made.do(made.secretary, service.complete_step, matter_id)
        meeting = await factory.called(made, matter_id)
    names = made.representatives()[-14:]
    with clock.at(meeting.scheduled_at):
        await factory.seat(made, meeting, names)  # 14 of 20: exactly two thirds
        await made.do(made.chair, service.open_meeting, meeting.id)
        reason = "儿子要承包"
        await made.do(
            made.clerk,
            service.record_recusal,
            meeting.id,
            made.id_of(names[0]),
            Stake.NEAR_RELATIVE,
            reason,
        )
        with pytest.raises(CountsDoNotAddUp):
            await made.do(made.chair, service.open_vote, meeting.id, VoteForm.NAMED)


def test_a_paper_count_is_whole_where_no_rule_counts_the_representatives_apart() -> None:
    """17 representatives and 3 others voted on paper, and only the whole was counted."""
    parts = {"representatives": {"all": 17, "due": 17, "present": 17}}
    vote = Vote(
        meeting_id=uuid4(),
        matter_id=uuid4(),
        version_no=1,
        question="",
        question_sha256="",
        form="paper",
        thresholds=[],
        roll_hash="",
        members=20,
        due=20,
        present=20,
        parts=parts,
        opened_by="",
    )
    assert counting.reconcile(vote, Tally(16, 2, 2), None) == Tally(16, 2, 2)
