"""Take a member's written proxy back."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingProxyEndInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import MeetingNotInState, NotOnTheRoll, ReasonNeeded
from services.decisions.meeting_errors import NoProxyStands
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_RECORD,
    returns={"meeting": Meeting},
    refuses=(MeetingNotInState, NoProxyStands, NotOnTheRoll, ReasonNeeded),
    description="Take a member's written proxy back before the meeting opens; the paper is kept.",
)
async def meeting_proxy_end(ask: Ask, input: MeetingProxyEndInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_RECORD)
    (member,) = await touch.members(ask, row.id, [input.member_id], "memberId")
    return await service.take_back_proxy(ask.uow, row.id, member.id, input.reason)
