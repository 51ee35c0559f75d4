"""Meetings: called with notice, signed in to, opened with a quorum, adjourned."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import course, dossiers, repository, shortening, writing
from services.decisions import method as methods
from services.decisions.attendance import body_of, roll_hash
from services.decisions.blocking import MeetingState
from services.decisions.dossiers import Dossier
from services.decisions.errors import (
    CommitteeNotEntered,
    MeetingAlreadyCalled,
    MeetingNotInState,
    MeetingTooEarly,
    NobodyOnTheRoll,
    NoticeTooShort,
    NotOnTheRoll,
    QuorumNotMet,
)
from services.decisions.meeting_errors import (
    AgendaOfAnotherBody,
    NothingToResume,
    NoticeCannotBeShortened,
)
from services.decisions.method_types import Step
from services.decisions.models import AgendaItem, Matter, Meeting
from services.decisions.service import composing, readiness, rolls, units
from services.decisions.service.sittings import end, locked_sitting, require_state
from services.decisions.shortening import Exceptional, Term
from services.decisions.vocabulary import (
    ASSEMBLIES,
    BODY_NAMES,
    MEETING_KINDS,
    Body,
    ItemEnd,
    MeetingUnit,
    ShortenedBy,
    Source,
)
from services.decisions.workflow import ALLOWED, Event
from services.people import service as people
from services.people.workflow import RosterEntry
from tenants.unit_of_work import UnitOfWork

LIVE = frozenset({MeetingState.CALLED.value, MeetingState.OPEN.value})
_CALLING = ("召集会议", "calling a meeting")
_NEAR = 50


@dataclass(frozen=True)
class Shortened:
    """By which named exception a meeting is held early, and why it applies."""

    by: ShortenedBy
    reason: str


async def earliest_meeting(uow: UnitOfWork, matter_id: UUID) -> datetime:
    """Return the earliest moment at which a meeting called now may be held."""
    dossier = await course.locked(uow, matter_id)
    step = course.require_step(dossier, MEETING_KINDS, _CALLING)
    return _earliest(shortening.longest(_terms(dossier, step)))


def earliest_for(dossier: Dossier) -> datetime | None:
    """Return the same for a matter that was only read; None where no meeting is due."""
    step = dossier.step
    if step is None or step.kind not in MEETING_KINDS:
        return None
    return _earliest(shortening.longest(_terms(dossier, step)))


def exceptions_for(dossier: Dossier) -> list[tuple[Exceptional, datetime]]:
    """Return by which exceptions a meeting called now may be held earlier, and when then."""
    step, usual = dossier.step, earliest_for(dossier)
    if step is None or usual is None:
        return []
    terms = _terms(dossier, step)
    found = [
        (one, _earliest(shortening.shortened(terms, one)))
        for one in shortening.catalogue().values()
        if one.key is not ShortenedBy.RESUMED or _was_adjourned(dossier, step)
    ]
    return [(one, at) for one, at in found if at < usual]


def _was_adjourned(dossier: Dossier, step: Step) -> bool:
    """Say whether a meeting about this very text was adjourned in the open step."""
    text = (step.key, dossier.matter.version_no)
    return any(
        (item.step_key, item.version_no) == text and meeting.state == MeetingState.ADJOURNED.value
        for item, meeting in dossier.sittings
    )


def _terms(dossier: Dossier, step: Step) -> tuple[Term, ...]:
    matter = dossier.matter
    return methods.notice_terms(
        step,
        dossier.floor,
        body_of(dossier, step),
        place=matter.village_code,
        about=matter.matter_type,
        on=clock.today(),
        name=dossier.method.name_zh,
    )


def _earliest(term: Term) -> datetime:
    return shortening.earliest(term.days, clock.now())


async def call_meeting(
    uow: UnitOfWork,
    matter_id: UUID,
    *,
    scheduled_at: datetime,
    place: str,
    presider_id: UUID | None = None,
    also: Sequence[UUID] = (),
    shortened: Shortened | None = None,
    unit: MeetingUnit = MeetingUnit.PERSON,
) -> Meeting:
    """Call the meeting of the open step, with notice; its roll is drawn up now.

    `also` are further matters for the same meeting: same village, same body, each with its own
    notice kept. Every one is voted by itself (domain.md 1.0). `shortened` names the exception by
    which it is held earlier; what a law asks for it cannot shorten. With households as its
    `unit` each sends one who votes for it, where organic law art. 22 or 28 lets it. `presider_id`
    is somebody of the roll; with none the caller presides. Representatives who are not made up as
    art. 25 asks meet all the same: that is kept with the meeting and told (ADR 41).
    """
    reason = writing.reason(shortened.reason, writing.SHORTENED) if shortened else ""
    place = writing.PLACE.read(place)
    writing.AGENDA.few(also)
    ids = list(dict.fromkeys([matter_id, *also]))
    files = await course.locked_all(uow, ids)
    agenda = [files[one] for one in ids]
    steps = [await _announced(uow, dossier, scheduled_at) for dossier in agenda]
    asked = list(zip(agenda, steps, strict=True))
    kept = [_check_notice(dossier, step, scheduled_at, shortened) for dossier, step in asked]
    body = body_of(agenda[0], steps[0])
    _refuse_strangers(agenda, steps, body)
    if unit is MeetingUnit.HOUSEHOLD:
        for dossier, step in asked:
            units.refuse_households(dossier, step, clock.local(scheduled_at).date())
    meeting = Meeting(
        matter_id=matter_id,
        village_code=agenda[0].matter.village_code,
        step_key=steps[0].key,
        version_no=agenda[0].matter.version_no,
        body=body.value,
        group_id=agenda[0].matter.group_id,
        unit=unit.value,
        scheduled_at=scheduled_at,
        **_notice_of(kept, shortened, reason),
        place=place,
        presider_id=presider_id or uow.actor.resident_id,
        presider=uow.actor.label,
        sign_in_code=f"{secrets.randbelow(10**6):06d}",
        composition=await composing.composition_of(
            uow, agenda[0].matter.village_code, body.value, clock.local(scheduled_at).date()
        ),
        called_by=uow.actor.label,
    )
    uow.session.add(meeting)
    # The meeting must be there before its roll and its agenda, which point to it.
    await uow.session.flush()
    uow.session.add_all(_agenda(meeting, agenda, steps))
    named = presider_id not in {None, uow.actor.resident_id}
    await _draw_up_roll(uow, meeting, named=named)
    await _record(
        uow, meeting, AuditTag.DECISIONS_MEETING_CALL, matters=",".join(str(one) for one in ids)
    )
    return meeting


async def _announced(uow: UnitOfWork, dossier: Dossier, scheduled_at: datetime) -> Step:
    """Return the step of a matter that a meeting at that time may be about."""
    step = course.require_step(dossier, MEETING_KINDS, _CALLING)
    if dossier.meeting is not None and dossier.meeting.state in LIVE:
        raise MeetingAlreadyCalled
    await readiness.refuse_unready(uow, dossier, clock.local(scheduled_at).date())
    return step


def _refuse_strangers(agenda: Sequence[Dossier], steps: Sequence[Step], body: Body) -> None:
    """Refuse an item that belongs to another body or another village."""
    place = _place(agenda[0])
    for dossier, step in zip(agenda, steps, strict=True):
        if _place(dossier) != place or body_of(dossier, step) is not body:
            body_zh, body_en = BODY_NAMES[body]
            raise AgendaOfAnotherBody(
                path=("also",), title=dossier.matter.title, body_zh=body_zh, body_en=body_en
            )


def _place(dossier: Dossier) -> tuple[str, UUID | None]:
    """Return whose meeting it is: a village's, or one of its groups'."""
    return dossier.matter.village_code, dossier.matter.group_id


def _agenda(
    meeting: Meeting, agenda: Sequence[Dossier], steps: Sequence[Step]
) -> Iterable[AgendaItem]:
    for position, (dossier, step) in enumerate(zip(agenda, steps, strict=True), start=1):
        yield AgendaItem(
            meeting_id=meeting.id,
            matter_id=dossier.matter.id,
            position=position,
            step_key=step.key,
            version_no=dossier.matter.version_no,
        )


async def presiders(uow: UnitOfWork, dossier: Dossier) -> list[RosterEntry]:
    """Return who could be named to preside: the body, or for an assembly the two committees."""
    step = dossier.step
    body = body_of(dossier, step) if step is not None else Body.TOWNSHIP_PARTY_COMMITTEE
    if body is Body.TOWNSHIP_PARTY_COMMITTEE:
        return []  # its secretary presides
    place = dossier.matter.village_code
    if body is Body.MEMBER_REPRESENTATIVES:
        return await people.member_representatives(uow, place, clock.today())
    named = Body.JOINT_COMMITTEE if body in ASSEMBLIES else body
    return await people.roster(uow, place, named.value)


async def meetable_with(uow: UnitOfWork, matter_id: UUID) -> list[Matter]:
    """Return the other matters of the village that the same body could deal with in one meeting."""
    first = await repository.find_matter(uow.session, matter_id)
    if first is None:
        raise NotFound
    near = await repository.active_matters(uow.session, [first.village_code], _NEAR)
    files = await dossiers.load(uow, [first, *(one for one in near if one.id != matter_id)])
    own = files.pop(matter_id)
    body, place = _body_to_call(own), _place(own)
    found = [one for one in files.values() if _place(one) == place and _body_to_call(one) is body]
    return [one.matter for one in found] if body is not None else []


def _body_to_call(dossier: Dossier) -> Body | None:
    """Return the body whose meeting this matter waits for; None where none is to be called."""
    step = dossier.step
    moving = dossier.progress.state in ALLOWED[Event.ADVANCE]
    called = dossier.meeting is not None and dossier.meeting.state in LIVE
    if step is None or step.kind not in MEETING_KINDS or not moving or called:
        return None
    return None if readiness.missing(dossier) else body_of(dossier, step)


def _check_notice(
    dossier: Dossier, step: Step, scheduled_at: datetime, shortened: Shortened | None
) -> tuple[int, int]:
    """Return the days of notice that are kept and those that are due, or refuse the time."""
    terms = _terms(dossier, step)
    due = shortening.longest(terms)
    if scheduled_at >= _earliest(due):
        return due.days, due.days
    if shortened is None:
        raise _too_short(due)
    by = shortening.catalogue()[shortened.by]
    if by.key is ShortenedBy.RESUMED and not _was_adjourned(dossier, step):
        raise NothingToResume(path=("shortened_by",))
    left = shortening.shortened(terms, by)
    if scheduled_at >= _earliest(left):
        return left.days, due.days
    if left.source is not Source.DEFAULT:
        raise NoticeCannotBeShortened(
            path=("shortened_by",),
            days=left.days,
            basis_zh=left.basis_zh,
            basis_en=left.basis_en,
            earliest=_told(left),
        )
    raise _too_short(left)


def _too_short(term: Term) -> NoticeTooShort:
    return NoticeTooShort(
        path=("scheduled_at",),
        days=term.days,
        basis_zh=term.basis_zh,
        basis_en=term.basis_en,
        earliest=_told(term),
    )


def _told(term: Term) -> str:
    return f"{clock.local(_earliest(term)):%Y-%m-%d %H:%M}"


def _notice_of(
    kept: Sequence[tuple[int, int]], shortened: Shortened | None, reason: str
) -> dict[str, Any]:
    """Return what is kept about the notice; an exception only where it was needed."""
    days, due = max(one for one, _ in kept), max(one for _, one in kept)
    if shortened is None or days == due:
        return {"notice_days": due, "due_days": due}
    said = {"shortened_by": shortened.by.value, "shortened_reason": reason}
    return {"notice_days": days, "due_days": due, **said}


async def _draw_up_roll(uow: UnitOfWork, meeting: Meeting, *, named: bool) -> None:
    await rolls.refuse_unlawful(uow, meeting)
    members = await rolls.drawn(uow, meeting)
    if not members and meeting.body == Body.TOWNSHIP_PARTY_COMMITTEE.value:
        raise CommitteeNotEntered
    if not members:
        body_zh, body_en = BODY_NAMES[Body(meeting.body)]
        raise NobodyOnTheRoll(body_zh=body_zh, body_en=body_en)
    presides = next((one for one in members if one.resident_id == meeting.presider_id), None)
    if presides is None and named:
        raise NotOnTheRoll(path=("presider_id",))
    uow.session.add_all(members)
    meeting.presider = presides.name if presides else meeting.presider


async def open_meeting(uow: UnitOfWork, meeting_id: UUID) -> Meeting:
    """Open a meeting if its quorum is met; the roll is frozen and the reckoning kept."""
    sitting = await locked_sitting(uow, meeting_id)
    meeting = sitting.meeting
    require_state(meeting, MeetingState.CALLED)
    if clock.now() < meeting.scheduled_at:
        raise MeetingTooEarly(scheduled=f"{clock.local(meeting.scheduled_at):%Y-%m-%d %H:%M}")
    judged = sitting.opening()
    if not judged.passed:
        raise QuorumNotMet(
            missing=judged.missing,
            why_zh="".join(line.zh for line in judged.derivation if not line.met),
            why_en="; ".join(line.en for line in judged.derivation if not line.met),
        )
    meeting.state, meeting.opened_at = MeetingState.OPEN.value, clock.now()
    meeting.roll_hash = roll_hash(sitting.members, presence=False)
    meeting.derivation = [dict(line) for line in judged.as_json()]
    await _record(uow, meeting, AuditTag.DECISIONS_MEETING_OPEN)
    return meeting


async def adjourn_meeting(uow: UnitOfWork, meeting_id: UUID, reason: str) -> Meeting:
    """Break off a meeting; what it has not voted on may be put to another."""
    reason = writing.reason(reason)
    sitting = await locked_sitting(uow, meeting_id)
    meeting = sitting.meeting
    require_state(meeting, MeetingState.CALLED, MeetingState.OPEN)
    if await repository.open_vote_of(uow.session, meeting.id) is not None:
        raise MeetingNotInState
    meeting.state, meeting.closed_at = MeetingState.ADJOURNED.value, clock.now()
    meeting.reason = reason
    for item in sitting.items:
        end(item, ItemEnd.DROPPED)
    await _record(uow, meeting, AuditTag.DECISIONS_MEETING_ADJOURN)
    return meeting


async def _record(uow: UnitOfWork, meeting: Meeting, tag: AuditTag, **more: Any) -> None:  # noqa: ANN401 - an event's facts
    facts = {"matter": str(meeting.matter_id), **more}
    await audit.record(uow, tag, subject=meeting.id, village=meeting.village_code, **facts)
