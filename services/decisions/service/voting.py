"""Votes: opened with a frozen roll, cast by name, closed once, judged by what was frozen."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import counting, course, repository, rules
from services.decisions.attendance import attendance_of, roll_hash, rules_for
from services.decisions.blocking import MeetingState, Outcome
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    AlreadyVoted,
    CountMissing,
    CountsDoNotAddUp,
    VoteAlreadyHeld,
)
from services.decisions.models import Ballot, Meeting, MeetingMember, Vote
from services.decisions.rules import Tally
from services.decisions.service.casting import open_in, voter
from services.decisions.service.meetings import judge_quorum, locked_meeting, require_state
from services.decisions.service.resolutions import resolve
from services.decisions.service.secret_voting import empty_box, open_box
from services.decisions.vocabulary import Choice, RuleKind, StepKind, VoteForm
from tenants.unit_of_work import UnitOfWork


async def open_vote(uow: UnitOfWork, meeting_id: UUID, form: VoteForm) -> Vote:
    """Put the question: text, thresholds and attendance are frozen from here on."""
    dossier, meeting = await locked_meeting(uow, meeting_id)
    require_state(meeting, MeetingState.OPEN)
    matter = dossier.matter
    if await repository.vote_in(uow.session, meeting.id, matter.id, matter.version_no):
        raise VoteAlreadyHeld
    members = await repository.members_of(uow.session, [meeting.id])
    if not judge_quorum(dossier, meeting, members).passed:
        raise CountsDoNotAddUp(what_zh="到会人数已不足", what_en="the quorum is lost")
    vote = _vote(uow, dossier, meeting, members, form)
    if form is VoteForm.SECRET:
        open_box(uow, vote)
    uow.session.add(vote)
    await _record(uow, vote, meeting, AuditTag.DECISIONS_VOTE_OPEN)
    return vote


def _vote(
    uow: UnitOfWork,
    dossier: Dossier,
    meeting: Meeting,
    members: Sequence[MeetingMember],
    form: VoteForm,
) -> Vote:
    matter, attendance = dossier.matter, attendance_of(members)
    question = f"是否同意“{matter.title}”（第 {matter.version_no} 稿）？"
    step = dossier.method.step(meeting.step_key)
    thresholds = rules_for(dossier, step, RuleKind.PASS, attendance, clock.today())
    return Vote(
        meeting_id=meeting.id,
        matter_id=matter.id,
        version_no=matter.version_no,
        question=question,
        question_sha256=hashlib.sha256(question.encode()).hexdigest(),
        form=form.value,
        thresholds=[rule.as_json() for rule in thresholds],
        roll_hash=roll_hash(members, presence=True),
        members=attendance.all,
        due=attendance.due,
        present=attendance.present,
        parts=counting.parts_json(attendance),
        opened_by=uow.actor.label,
    )


async def cast_ballot(uow: UnitOfWork, vote_id: UUID, choice: Choice) -> Ballot:
    """Cast one's ballot: a member, present, once, while the vote is open."""
    vote, member = await voter(uow, vote_id, VoteForm.NAMED)
    ballot = Ballot(
        vote_id=vote.id,
        meeting_id=vote.meeting_id,
        member_id=member.id,
        representative=member.representative,
        choice=choice.value,
    )
    if not await repository.add_ballot(uow.session, ballot):
        raise AlreadyVoted
    await audit.record(uow, AuditTag.DECISIONS_BALLOT_CAST, subject=vote.id, ballot=str(ballot.id))
    return ballot


async def locked_open(uow: UnitOfWork, vote_id: UUID, *forms: VoteForm) -> Vote:
    """Lock a vote that is open in one of these forms; closing waits for the lock."""
    return open_in(await repository.find_vote_for_update(uow.session, vote_id), *forms)


async def close_vote(uow: UnitOfWork, vote_id: UUID) -> Vote:
    """Close a vote once, judge it by its frozen thresholds, and move the matter accordingly."""
    found = await repository.find_vote(uow.session, vote_id)
    if found is None:
        raise NotFound
    dossier, meeting = await locked_meeting(uow, found.meeting_id)
    vote = await locked_open(uow, vote_id, *VoteForm)
    judged = _close(uow, vote, await _tally(uow, vote))
    meeting.state, meeting.closed_at = MeetingState.CLOSED.value, clock.now()
    await _record(uow, vote, meeting, AuditTag.DECISIONS_VOTE_CLOSE)
    await _move_on(uow, await course.reloaded(uow, dossier), vote, judged)
    return vote


async def _tally(uow: UnitOfWork, vote: Vote) -> Tally:
    if vote.form == VoteForm.NAMED.value:
        return counting.tally_of_ballots(await repository.count_ballots(uow.session, vote.id))
    if vote.form == VoteForm.SECRET.value:
        return await empty_box(uow, vote)
    counts = await repository.paper_counts_of(uow.session, [vote.id])
    if not counts:
        raise CountMissing
    return counting.tally_of_paper(counts[0])


def _close(uow: UnitOfWork, vote: Vote, tally: Tally) -> rules.Judgement:
    judged = counting.judge(vote, tally)
    vote.in_favour, vote.against = tally.in_favour, tally.against
    vote.abstain, vote.invalid = tally.abstain, tally.invalid
    vote.tally_parts = {name.value: counting.tally_json(each) for name, each in tally.parts.items()}
    vote.outcome = (Outcome.PASSED if judged.passed else Outcome.FAILED).value
    vote.derivation = [dict(line) for line in judged.as_json()]
    vote.closed_at, vote.closed_by = clock.now(), uow.actor.label
    return judged


async def _move_on(uow: UnitOfWork, dossier: Dossier, vote: Vote, judged: rules.Judgement) -> None:
    step = dossier.step
    if not judged.passed:
        await course.send_back(
            uow, dossier, outcome="failed", reason="表决未通过", derivation=judged.as_json()
        )
        return
    if step is not None and step.kind is StepKind.RESOLVE:
        await resolve(uow, dossier, vote)
    await course.advance(uow, dossier, dossier.facts, outcome="passed", derivation=judged.as_json())


async def _record(uow: UnitOfWork, vote: Vote, meeting: Meeting, tag: AuditTag) -> None:
    await audit.record(
        uow, tag, subject=vote.id, village=meeting.village_code, outcome=vote.outcome
    )
