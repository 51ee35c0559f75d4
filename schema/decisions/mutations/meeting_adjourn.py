"""Break off a meeting."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingAdjournInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import MeetingNotInState, ReasonNeeded
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_PRESIDE,
    returns={"meeting": Meeting},
    refuses=(MeetingNotInState, ReasonNeeded),
    description="Break off a meeting that cannot decide; another may be called.",
)
async def meeting_adjourn(ask: Ask, input: MeetingAdjournInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_PRESIDE)
    return await service.adjourn_meeting(ask.uow, row.id, input.reason)
