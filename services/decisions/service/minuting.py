"""Minutes: read as they write themselves, kept by the first signature, objected to for good."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import minutes, repository, writing
from services.decisions.blocking import MeetingState
from services.decisions.errors import AlreadySigned, MeetingNotInState, NotOnTheRoll, NotPresent
from services.decisions.models import (
    Meeting,
    MeetingMember,
    Minutes,
    MinutesObjection,
    MinutesSignature,
)
from services.decisions.proof import proof_of
from services.decisions.service.reading import find_meeting
from tenants.unit_of_work import UnitOfWork

OVER = frozenset({MeetingState.CLOSED.value, MeetingState.ADJOURNED.value})


@dataclass(frozen=True)
class Record:
    """The minutes of one meeting with everything that hangs on them."""

    title: str
    lines: Sequence[str]
    sha256: str
    signatures: Sequence[tuple[MeetingMember, MinutesSignature]] = ()
    objections: Sequence[tuple[MeetingMember, MinutesObjection]] = ()


async def load_many_minutes(uow: UnitOfWork, meeting_ids: Collection[UUID]) -> dict[UUID, Record]:
    """Load the minutes of meetings that are over; of others there are none."""
    session = uow.session
    over = [one for one in await repository.meetings_by_ids(session, meeting_ids) if _is_over(one)]
    kept = {one.meeting_id: one for one in await repository.minutes_of(session, meeting_ids)}
    ids = [one.id for one in kept.values()]
    signed = await repository.minutes_signatures(session, ids)
    objected = await repository.minutes_objections(session, ids)
    found = {}
    for held in await _held(uow, over):
        key = held.meeting.id
        text = kept[key].text if key in kept else _text(held)
        minutes_id = kept[key].id if key in kept else None
        roll = {one.id: one for one in held.members}
        found[key] = Record(
            title=minutes.title(held),
            lines=text.split("\n"),
            sha256=_sha256(text),
            signatures=[
                (roll[one.member_id], one) for one in signed if one.minutes_id == minutes_id
            ],
            objections=[
                (roll[one.member_id], one) for one in objected if one.minutes_id == minutes_id
            ],
        )
    return found


def _is_over(meeting: Meeting) -> bool:
    return meeting.state in OVER


def _text(held: minutes.Held) -> str:
    return "\n".join(minutes.lines(held))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


async def _held(uow: UnitOfWork, meetings: Sequence[Meeting]) -> list[minutes.Held]:
    """Gather what is on record about meetings, in a fixed number of queries."""
    session, ids = uow.session, [one.id for one in meetings]
    items = await _items(uow, ids)
    members = await repository.members_of(session, ids)
    papers = await repository.meeting_papers_of(session, ids)
    notices = await repository.notices_of(session, ids)
    proxies = await repository.proxies_of(session, ids)
    changes = await repository.changes_of(session, ids)
    return [
        minutes.Held(
            meeting=meeting,
            members=[one for one in members if one.meeting_id == meeting.id],
            items=[one for one in items if one.item.meeting_id == meeting.id],
            proof=proof_of(meeting, [one for one in notices if one.meeting_id == meeting.id]),
            papers=[one for one in papers if one.meeting_id == meeting.id],
            proxies=[one for one in proxies if one.meeting_id == meeting.id],
            changes=[one for one in changes if one.meeting_id == meeting.id],
        )
        for meeting in meetings
    ]


async def _items(uow: UnitOfWork, meeting_ids: Collection[UUID]) -> list[minutes.HeldItem]:
    session = uow.session
    items = await repository.items_of(session, meeting_ids)
    matter_ids = {one.matter_id for one in items}
    matters = {one.id: one for one in await repository.matters_by_ids(session, matter_ids)}
    texts = {
        (one.matter_id, one.version_no): one
        for one in await repository.versions_of(session, list(matter_ids))
    }
    recusals = await repository.recusals_of(session, meeting_ids)
    held = await repository.votes_in(session, meeting_ids)
    votes = {(one.meeting_id, one.matter_id): one for one in held}
    counts = {
        one.vote_id: one
        for one in await repository.paper_counts_of(session, [one.id for one in held])
    }
    struck = await repository.struck_counts_of(session, meeting_ids)
    made = await repository.resolutions_of(session, matter_ids)
    resolutions = {one.vote_id: one for one in made}
    return [
        minutes.HeldItem(
            item=item,
            matter=matters[item.matter_id],
            text=texts[item.matter_id, item.version_no],
            recusals=[one for one in recusals if one.item_id == item.id],
            vote=(vote := votes.get((item.meeting_id, item.matter_id))),
            count=counts.get(vote.id) if vote else None,
            struck=[one for one in struck if vote and one.vote_id == vote.id],
            resolution=resolutions.get(vote.id) if vote else None,
        )
        for item in items
    ]


async def sign_minutes(uow: UnitOfWork, meeting_id: UUID) -> MinutesSignature:
    """Sign the minutes of a meeting that one came to; the first signature keeps their text."""
    meeting, member = await _attended(uow, meeting_id)
    kept = await _kept(uow, meeting)
    signature = MinutesSignature(minutes_id=kept.id, member_id=member.id)
    if not await repository.add_minutes_signature(uow.session, signature):
        raise AlreadySigned
    await _record(uow, AuditTag.DECISIONS_MINUTES_SIGN, meeting, kept)
    return signature


async def object_to_minutes(uow: UnitOfWork, meeting_id: UUID, text: str) -> MinutesObjection:
    """Say what is wrong with the minutes; they stay as they are, and so does the objection."""
    text = writing.required(writing.MINUTES_OBJECTION, text)
    meeting, member = await _attended(uow, meeting_id)
    kept = await _kept(uow, meeting)
    objection = MinutesObjection(minutes_id=kept.id, member_id=member.id, text=text)
    uow.session.add(objection)
    await _record(uow, AuditTag.DECISIONS_MINUTES_OBJECT, meeting, kept)
    return objection


async def _attended(uow: UnitOfWork, meeting_id: UUID) -> tuple[Meeting, MeetingMember]:
    """Return a meeting that is over and the actor's line of its roll, if they came to it."""
    meeting = await find_meeting(uow, meeting_id)
    if not _is_over(meeting):
        raise MeetingNotInState
    own = uow.actor.resident_id
    lines = await repository.lines_of(uow.session, meeting_id, own) if own else []
    member = next((one for one in lines if one.actor_id == own), None)
    if member is None:
        raise NotOnTheRoll
    if member.present_at is None:
        raise NotPresent
    return meeting, member


async def _kept(uow: UnitOfWork, meeting: Meeting) -> Minutes:
    """Return the minutes that are kept, keeping them now if nobody has signed or objected yet."""
    if not (found := await repository.minutes_of(uow.session, [meeting.id])):
        (held,) = await _held(uow, [meeting])
        text = _text(held)
        row = Minutes(meeting_id=meeting.id, text=text, sha256=_sha256(text))
        await repository.add_minutes(uow.session, row)
        found = await repository.minutes_of(uow.session, [meeting.id])
    return found[0]


async def _record(uow: UnitOfWork, tag: AuditTag, meeting: Meeting, kept: Minutes) -> None:
    await audit.record(
        uow, tag, subject=meeting.id, village=meeting.village_code, minutes=str(kept.id)
    )
