"""Who has a stake in an item says so, or the clerk does, and leaves the room for it."""

from uuid import UUID

from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import repository, writing
from services.decisions.blocking import MeetingState
from services.decisions.errors import AttendanceFrozen, NotOnTheRoll
from services.decisions.meeting_errors import HasStake, PresiderHasStake
from services.decisions.models import MeetingMember, Recusal
from services.decisions.service.sittings import Sitting, locked_sitting, require_state
from services.decisions.vocabulary import Stake
from tenants.unit_of_work import UnitOfWork


async def record_recusal(
    uow: UnitOfWork,
    meeting_id: UUID,
    resident_id: UUID,
    stake: Stake,
    reason: str,
    matter_id: UUID | None = None,
) -> Recusal:
    """Record that a member has a stake in an item; not once the vote on it has begun.

    Quorum and majority of this item are reckoned from then on without them, by the same rules.
    """
    reason = writing.reason(reason, writing.RECUSAL)
    sitting = await locked_sitting(uow, meeting_id)
    meeting = sitting.meeting
    require_state(meeting, MeetingState.CALLED, MeetingState.OPEN)
    item, member = sitting.chosen(matter_id), _member(sitting, resident_id)
    if await repository.vote_in(uow.session, meeting.id, item.matter_id, item.version_no):
        raise AttendanceFrozen
    if member.resident_id == meeting.presider_id:
        raise PresiderHasStake
    recusal = Recusal(
        meeting_id=meeting.id,
        item_id=item.id,
        member_id=member.id,
        stake=stake.value,
        reason=reason,
        recorded_by=uow.actor.label,
    )
    if not await repository.add_recusal(uow.session, recusal):
        raise HasStake
    await audit.record(
        uow,
        AuditTag.DECISIONS_MEETING_RECUSE,
        subject=meeting.id,
        village=meeting.village_code,
        resident=str(member.resident_id),
        matter=str(item.matter_id),
        stake=stake.value,
    )
    return recusal


def _member(sitting: Sitting, resident_id: UUID) -> MeetingMember:
    found = next((one for one in sitting.members if one.resident_id == resident_id), None)
    if found is None:
        raise NotOnTheRoll
    return found
