"""Votes: opened with a frozen roll, cast by name, closed once, judged by what was frozen."""

import hashlib
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
from services.decisions.meeting_errors import (
    AgendaItemGone,
    AnotherVoteOpen,
    BallotsOnPaperOnly,
    ConflictNotRecused,
)
from services.decisions.models import AgendaItem, Ballot, Meeting, Vote
from services.decisions.rules import Tally
from services.decisions.service import conflicts
from services.decisions.service.casting import open_in, voter
from services.decisions.service.resolutions import resolve
from services.decisions.service.secret_voting import empty_box, open_box
from services.decisions.service.sittings import Sitting, end, locked_sitting, require_state
from services.decisions.vocabulary import (
    BODY_NAMES,
    ELECTRONIC,
    Body,
    Choice,
    ItemEnd,
    RuleKind,
    StepKind,
    VoteForm,
)
from tenants.unit_of_work import UnitOfWork


async def open_vote(
    uow: UnitOfWork, meeting_id: UUID, form: VoteForm, matter_id: UUID | None = None
) -> Vote:
    """Put one item to the vote: text, thresholds and attendance are frozen from here on.

    `matter_id` says which, where more than one is left.
    """
    sitting = await locked_sitting(uow, meeting_id)
    meeting = sitting.meeting
    require_state(meeting, MeetingState.OPEN)
    _refuse_screen(meeting, form)
    item = sitting.chosen(matter_id)
    if await repository.vote_in(uow.session, meeting.id, item.matter_id, item.version_no):
        raise VoteAlreadyHeld
    if await repository.open_vote_of(uow.session, meeting.id) is not None:
        raise AnotherVoteOpen
    if not sitting.dossier(item).stands(item):
        raise AgendaItemGone(title=sitting.dossier(item).matter.title)
    if not sitting.quorum(item).passed:
        raise CountsDoNotAddUp(what_zh="到会人数已不足", what_en="the quorum is lost")
    await _refuse_conflicts(uow, sitting, item)
    vote = _vote(uow, sitting, item, form)
    if form is VoteForm.SECRET:
        open_box(uow, vote)
    uow.session.add(vote)
    await _record(uow, vote, meeting, AuditTag.DECISIONS_VOTE_OPEN)
    return vote


def _refuse_screen(meeting: Meeting, form: VoteForm) -> None:
    """Refuse ballots on a screen where the roll holds people who have no account (ADR 31)."""
    body = Body(meeting.body)
    if body is Body.TOWNSHIP_PARTY_COMMITTEE and form in ELECTRONIC:
        body_zh, body_en = BODY_NAMES[body]
        raise BallotsOnPaperOnly(path=("form",), body_zh=body_zh, body_en=body_en)


async def _refuse_conflicts(uow: UnitOfWork, sitting: Sitting, item: AgendaItem) -> None:
    """Refuse to begin while somebody is here whom the register keeps out of the room."""
    free = sitting.recused(item)
    here = [one for one in sitting.members if one.here and one.id not in free]
    staked = (await conflicts.staked_on(uow, [item.matter_id], here))[item.matter_id]
    if staked:
        names = "、".join(one.name for one in here if one.id in staked)
        raise ConflictNotRecused(names=names)


def _vote(uow: UnitOfWork, sitting: Sitting, item: AgendaItem, form: VoteForm) -> Vote:
    dossier, recused = sitting.dossier(item), sitting.recused(item)
    matter, attendance = dossier.matter, attendance_of(sitting.members, recused)
    question = f"是否同意“{matter.title}”（第 {matter.version_no} 稿）？"
    step = dossier.method.step(item.step_key)
    on, unit = clock.today(), sitting.unit
    thresholds = rules_for(dossier, step, RuleKind.PASS, attendance, on, unit)
    return Vote(
        meeting_id=item.meeting_id,
        matter_id=matter.id,
        version_no=matter.version_no,
        question=question,
        question_sha256=hashlib.sha256(question.encode()).hexdigest(),
        form=form.value,
        thresholds=[rule.as_json() for rule in thresholds],
        roll_hash=roll_hash(sitting.members, presence=True, recused=recused),
        members=attendance.all,
        due=attendance.due,
        present=attendance.present,
        parts=counting.parts_json(attendance),
        opened_by=uow.actor.label,
    )


async def cast_ballot(
    uow: UnitOfWork, vote_id: UUID, choice: Choice, member_id: UUID | None = None
) -> Ballot:
    """Cast one's ballot, or that of a line one acts for: present, once, while the vote is open."""
    vote, member = await voter(uow, vote_id, VoteForm.NAMED, member_id)
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
    """Close a vote once, judge it by its frozen thresholds, and move the matter accordingly.

    The meeting is over with the last item that can still be put to the vote.
    """
    found = await repository.find_vote(uow.session, vote_id)
    if found is None:
        raise NotFound
    sitting = await locked_sitting(uow, found.meeting_id)
    vote = await locked_open(uow, vote_id, *VoteForm)
    judged = _close(uow, vote, await _tally(uow, vote))
    item = sitting.chosen(vote.matter_id)
    end(item, ItemEnd.VOTED)
    _end_with_the_last(sitting)
    await _record(uow, vote, sitting.meeting, AuditTag.DECISIONS_VOTE_CLOSE)
    dossier = await course.reloaded(uow, sitting.dossier(item))
    await _move_on(uow, dossier, sitting.meeting, vote, judged)
    return vote


def _end_with_the_last(sitting: Sitting) -> None:
    if any(sitting.dossier(item).stands(item) for item in sitting.items):
        return
    for item in sitting.items:
        end(item, ItemEnd.DROPPED)
    sitting.meeting.state, sitting.meeting.closed_at = MeetingState.CLOSED.value, clock.now()


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


async def _move_on(
    uow: UnitOfWork, dossier: Dossier, meeting: Meeting, vote: Vote, judged: rules.Judgement
) -> None:
    step = dossier.step
    if not judged.passed:
        await course.send_back(
            uow, dossier, outcome="failed", reason="表决未通过", derivation=judged.as_json()
        )
        return
    if step is not None and step.kind is StepKind.RESOLVE:
        await resolve(uow, dossier, meeting, vote)
    await course.advance(uow, dossier, dossier.facts, outcome="passed", derivation=judged.as_json())


async def _record(uow: UnitOfWork, vote: Vote, meeting: Meeting, tag: AuditTag) -> None:
    await audit.record(
        uow, tag, subject=vote.id, village=meeting.village_code, outcome=vote.outcome
    )
