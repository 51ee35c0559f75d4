"""Record why a member does not come."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingExcuseInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import MeetingNotInState, NotOnTheRoll, ReasonNeeded
from services.decisions.meeting_errors import ExcuseByAnother
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_ATTEND,
    returns={"meeting": Meeting},
    refuses=(ExcuseByAnother, MeetingNotInState, NotOnTheRoll, ReasonNeeded),
    description="Say why one does not come; for others the clerk does, also once it is over: an "
    "excuse that comes late still counts against losing the seat.",
)
async def meeting_excuse(ask: Ask, input: MeetingExcuseInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_ATTEND)
    (member,) = await touch.members(ask, row.id, [input.member_id], "memberId")
    if member.resident_id != ask.viewer.resident_id:
        ask.viewer.require(Permission.MEETING_RECORD, row.village_code)
    await service.record_excuse(ask.uow, row.id, member.resident_id, input.reason)
    return row
