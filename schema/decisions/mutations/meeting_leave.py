"""Record that somebody has left a meeting before its end."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingLeaveInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import (
    AttendanceFrozen,
    MeetingNotInState,
    MeetingTooEarly,
    NotOnTheRoll,
    NotPresent,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_ATTEND,
    returns={"meeting": Meeting},
    refuses=(AttendanceFrozen, MeetingNotInState, MeetingTooEarly, NotOnTheRoll, NotPresent),
    description="Say that one leaves before the end; for others the clerk does. Not during a vote.",
)
async def meeting_leave(ask: Ask, input: MeetingLeaveInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_ATTEND)
    (member,) = await touch.members(ask, row.id, [input.member_id], "memberId")
    if member.actor_id != ask.viewer.resident_id:
        ask.viewer.require(Permission.MEETING_RECORD, row.village_code)
    await service.record_leaving(ask.uow, row.id, member.resident_id)
    return row
