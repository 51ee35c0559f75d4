"""The chair of a meeting is handed over: recorded, and written in the minutes."""

from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import writing
from services.decisions.blocking import MeetingState
from services.decisions.errors import NotOnTheRoll, NotPresent
from services.decisions.meeting_errors import ChairHasStake, PresidesAlready
from services.decisions.models import Meeting, MeetingChange, MeetingMember
from services.decisions.service.sittings import Sitting, locked_sitting, require_state
from services.decisions.vocabulary import MeetingChangeKind
from tenants.unit_of_work import UnitOfWork


async def hand_over(uow: UnitOfWork, meeting_id: UUID, member_id: UUID, reason: str) -> Meeting:
    """Let another member preside from now on; in an open meeting somebody who is here.

    Who has a stake in an item that is still ahead cannot take the chair.
    """
    reason = writing.reason(reason)
    sitting = await locked_sitting(uow, meeting_id)
    meeting = sitting.meeting
    require_state(meeting, MeetingState.CALLED, MeetingState.OPEN)
    member = _member(sitting, member_id)
    if member.resident_id == meeting.presider_id:
        raise PresidesAlready(path=("member_id",))
    if meeting.state == MeetingState.OPEN.value and (not member.here or member.acting_id):
        raise NotPresent(path=("member_id",))
    if any(member.id in sitting.recused(one) for one in sitting.items if not one.ended):
        raise ChairHasStake(path=("member_id",))
    change = MeetingChange(
        meeting_id=meeting.id,
        kind=MeetingChangeKind.CHAIR_HANDED_OVER.value,
        member_id=member.id,
        before=meeting.presider,
        reason=reason,
        recorded_by=uow.actor.label,
    )
    uow.session.add(change)
    meeting.presider_id, meeting.presider = member.resident_id, member.name
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_HAND_OVER,
        subject=meeting.id,
        village=meeting.village_code,
        presider=str(member.resident_id),
    )
    return meeting


def _member(sitting: Sitting, member_id: UUID) -> MeetingMember:
    found = next((one for one in sitting.members if one.id == member_id), None)
    if found is None:
        raise NotOnTheRoll(path=("member_id",))
    return found
