"""Meetings: called with notice, signed in to, opened with a quorum, adjourned."""

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, repository, rules, writing
from services.decisions import method as methods
from services.decisions.attendance import attendance_of, body_of, roll_hash, rules_for
from services.decisions.blocking import MeetingState
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    MeetingAlreadyCalled,
    MeetingNotInState,
    MeetingTooEarly,
    NobodyOnTheRoll,
    NoticeTooShort,
    QuorumNotMet,
)
from services.decisions.law import Rule
from services.decisions.method_types import Step
from services.decisions.models import Meeting, MeetingMember
from services.decisions.service import readiness
from services.decisions.vocabulary import BODY_NAMES, MEETING_KINDS, RuleKind
from services.people import service as people
from tenants.unit_of_work import UnitOfWork

_CALLING = ("召集会议", "calling a meeting")


async def earliest_meeting(uow: UnitOfWork, matter_id: UUID) -> datetime:
    """Return the earliest moment at which a meeting called now may be held."""
    dossier = await course.locked(uow, matter_id)
    step = course.require_step(dossier, MEETING_KINDS, _CALLING)
    return _earliest(*_notice(dossier, step))


def earliest_for(dossier: Dossier) -> datetime | None:
    """Return the same for a matter that was only read; None where no meeting is due."""
    step = dossier.step
    if step is None or step.kind not in MEETING_KINDS:
        return None
    return _earliest(*_notice(dossier, step))


def _notice(dossier: Dossier, step: Step) -> tuple[int, Rule | None]:
    matter = dossier.matter
    return methods.notice_days(
        step,
        dossier.floor,
        body_of(dossier, step),
        place=matter.village_code,
        about=matter.matter_type,
        on=clock.today(),
    )


def _earliest(days: int, _rule: Rule | None) -> datetime:
    """Count whole days: the day of the notice is not counted (civil code art. 201)."""
    if not days:
        return clock.now()
    return datetime.combine(clock.today() + timedelta(days=days + 1), time(), tzinfo=clock.ZONE)


async def call_meeting(
    uow: UnitOfWork,
    matter_id: UUID,
    *,
    scheduled_at: datetime,
    place: str,
    presider_id: UUID | None = None,
) -> Meeting:
    """Call the meeting of the open step, with notice; its roll is drawn up now."""
    place = writing.PLACE.read(place)
    dossier = await course.locked(uow, matter_id)
    step = course.require_step(dossier, MEETING_KINDS, _CALLING)
    if dossier.meeting is not None and dossier.meeting.state in {"called", "open"}:
        raise MeetingAlreadyCalled
    _check_notice(dossier, step, scheduled_at)
    await readiness.refuse_unready(uow, dossier, clock.local(scheduled_at).date())
    meeting = Meeting(
        matter_id=matter_id,
        village_code=dossier.matter.village_code,
        step_key=step.key,
        version_no=dossier.matter.version_no,
        body=body_of(dossier, step).value,
        scheduled_at=scheduled_at,
        place=place,
        presider_id=presider_id or uow.actor.resident_id,
        presider=uow.actor.label,
        sign_in_code=f"{secrets.randbelow(10**6):06d}",
        called_by=uow.actor.label,
    )
    uow.session.add(meeting)
    # The meeting must be there before its roll, which points to it.
    await uow.session.flush()
    await _draw_up_roll(uow, meeting)
    await _record(uow, meeting, AuditTag.DECISIONS_MEETING_CALL)
    return meeting


def _check_notice(dossier: Dossier, step: Step, scheduled_at: datetime) -> None:
    days, rule = _notice(dossier, step)
    earliest = _earliest(days, rule)
    if scheduled_at >= earliest:
        return
    raise NoticeTooShort(
        path=("scheduled_at",),
        days=days,
        basis_zh=rule.citation_zh if rule else f"《{dossier.method.name_zh}》",
        basis_en=rule.citation_en if rule else dossier.method.name_en,
        earliest=f"{clock.local(earliest):%Y-%m-%d %H:%M}",
    )


async def _draw_up_roll(uow: UnitOfWork, meeting: Meeting) -> None:
    entries = await people.roster(uow, meeting.village_code, meeting.body)
    if not entries:
        body_zh, body_en = next(
            names for body, names in BODY_NAMES.items() if body.value == meeting.body
        )
        raise NobodyOnTheRoll(body_zh=body_zh, body_en=body_en)
    residents = await people.load_residents(uow, [entry.resident_id for entry in entries])
    members = [
        MeetingMember(
            meeting_id=meeting.id,
            resident_id=entry.resident_id,
            name=entry.name,
            capacity=entry.capacity,
            representative=entry.capacity == "representative",
            woman=residents[entry.resident_id].gender == "female",
        )
        for entry in entries
    ]
    uow.session.add_all(members)
    meeting.presider = next(
        (each.name for each in members if each.resident_id == meeting.presider_id),
        meeting.presider,
    )


async def locked_meeting(uow: UnitOfWork, meeting_id: UUID) -> tuple[Dossier, Meeting]:
    """Lock the matter of a meeting and then the meeting, always in this order."""
    found = await repository.meetings_by_ids(uow.session, [meeting_id])
    if not found:
        raise NotFound
    dossier = await course.locked(uow, found[0].matter_id)
    meeting = await repository.find_meeting_for_update(uow.session, meeting_id)
    if meeting is None:
        raise NotFound
    return dossier, meeting


def require_state(meeting: Meeting, *states: MeetingState) -> None:
    """Refuse what a meeting at another point does not allow."""
    if meeting.state not in {state.value for state in states}:
        raise MeetingNotInState


async def open_meeting(uow: UnitOfWork, meeting_id: UUID) -> Meeting:
    """Open a meeting if its quorum is met; the roll is frozen and the reckoning kept."""
    dossier, meeting = await locked_meeting(uow, meeting_id)
    require_state(meeting, MeetingState.CALLED)
    if clock.now() < meeting.scheduled_at:
        raise MeetingTooEarly(scheduled=f"{clock.local(meeting.scheduled_at):%Y-%m-%d %H:%M}")
    members = await repository.members_of(uow.session, [meeting.id])
    judged = judge_quorum(dossier, meeting, members)
    if not judged.passed:
        raise QuorumNotMet(
            missing=judged.missing,
            why_zh="".join(line.zh for line in judged.derivation if not line.met),
            why_en="; ".join(line.en for line in judged.derivation if not line.met),
        )
    meeting.state, meeting.opened_at = MeetingState.OPEN.value, clock.now()
    meeting.roll_hash = roll_hash(members, presence=False)
    meeting.derivation = [dict(line) for line in judged.as_json()]
    await _record(uow, meeting, AuditTag.DECISIONS_MEETING_OPEN)
    return meeting


def judge_quorum(
    dossier: Dossier, meeting: Meeting, members: Sequence[MeetingMember]
) -> rules.Judgement:
    """Judge the quorum of a meeting as it stands: the meter and the gate are the same."""
    attendance = attendance_of(members)
    step = dossier.method.step(meeting.step_key)
    on = clock.local(meeting.scheduled_at).date()
    return rules.judge_quorum(rules_for(dossier, step, RuleKind.QUORUM, attendance, on), attendance)


async def adjourn_meeting(uow: UnitOfWork, meeting_id: UUID, reason: str) -> Meeting:
    """Break off a meeting that cannot decide; another may be called."""
    reason = writing.reason(reason)
    _, meeting = await locked_meeting(uow, meeting_id)
    require_state(meeting, MeetingState.CALLED, MeetingState.OPEN)
    if await repository.open_vote_of(uow.session, meeting.id) is not None:
        raise MeetingNotInState
    meeting.state, meeting.closed_at = MeetingState.ADJOURNED.value, clock.now()
    meeting.reason = reason
    await _record(uow, meeting, AuditTag.DECISIONS_MEETING_ADJOURN)
    return meeting


async def _record(uow: UnitOfWork, meeting: Meeting, tag: AuditTag) -> None:
    await audit.record(
        uow, tag, subject=meeting.id, village=meeting.village_code, matter=str(meeting.matter_id)
    )
