"""Proof of notice: what hung or was called out for everybody, and who was told how and when."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from infra import clock
from infra.errors import NotFound
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import repository, writing
from services.decisions.blocking import MeetingState
from services.decisions.errors import NotOnTheRoll
from services.decisions.meeting_errors import NoticeChannelMismatch, NoticeTimeRefused
from services.decisions.models import Meeting, MeetingNotice
from services.decisions.proof import Proof, proof_of
from services.decisions.service.sittings import lines_for, require_state
from services.decisions.vocabulary import TO_ALL, NoticeChannel
from tenants.unit_of_work import UnitOfWork


async def load_many_proofs(uow: UnitOfWork, meeting_ids: Collection[UUID]) -> dict[UUID, Proof]:
    """Load how meetings were announced."""
    meetings = await repository.meetings_by_ids(uow.session, meeting_ids)
    rows = await repository.notices_of(uow.session, meeting_ids)
    return {
        one.id: proof_of(one, [row for row in rows if row.meeting_id == one.id]) for one in meetings
    }


async def acknowledge_notice(uow: UnitOfWork, meeting_id: UUID) -> Meeting:
    """Say that one has the notice of a meeting; saying it twice changes nothing."""
    meeting = await _live(uow, meeting_id)
    own = uow.actor.resident_id
    lines = await lines_for(uow, meeting, own) if own else []
    if not lines:
        raise NotOnTheRoll
    ids = [one.id for one in lines]
    await _note(uow, meeting, NoticeChannel.PORTAL, clock.now(), "", ids)
    return meeting


async def record_notice(
    uow: UnitOfWork,
    meeting_id: UUID,
    channel: NoticeChannel,
    *,
    told_at: datetime,
    note: str = "",
    member_ids: Collection[UUID] = (),
) -> Meeting:
    """Record that the notice went to everybody at once, or to these members; each way once."""
    note = writing.NOTICE_NOTE.read(note)
    writing.NOTIFIED.few(member_ids)
    meeting = await _live(uow, meeting_id)
    if (channel in TO_ALL) is bool(member_ids) or channel is NoticeChannel.PORTAL:
        raise NoticeChannelMismatch(path=("member_ids",))
    # A form gives minutes: the minute in which it was called is not before it.
    since = meeting.notice_at.replace(second=0, microsecond=0)
    if not since <= told_at <= clock.now():
        raise NoticeTimeRefused(
            path=("told_at",), since=f"{clock.local(meeting.notice_at):%Y-%m-%d %H:%M}"
        )
    known = {one.id for one in await repository.members_of(uow.session, [meeting_id])}
    if not known.issuperset(member_ids):
        raise NotOnTheRoll(path=("member_ids",))
    await _note(uow, meeting, channel, told_at, note, list(member_ids) or [None])
    return meeting


async def _live(uow: UnitOfWork, meeting_id: UUID) -> Meeting:
    meeting = await repository.find_meeting_for_update(uow.session, meeting_id)
    if meeting is None:
        raise NotFound
    require_state(meeting, MeetingState.CALLED)
    return meeting


async def _note(
    uow: UnitOfWork,
    meeting: Meeting,
    channel: NoticeChannel,
    told_at: datetime,
    note: str,
    member_ids: Sequence[UUID | None],
) -> None:
    rows = [
        MeetingNotice(
            meeting_id=meeting.id,
            member_id=member_id,
            channel=channel.value,
            told_at=told_at,
            note=note,
            recorded_by=uow.actor.label,
        )
        for member_id in member_ids
    ]
    added = await repository.add_notices(uow.session, rows)
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_NOTIFY,
        subject=meeting.id,
        village=meeting.village_code,
        channel=channel.value,
        people=added,
    )
