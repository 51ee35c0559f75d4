"""Open a meeting."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingOpenInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import MeetingNotInState, MeetingTooEarly, QuorumNotMet
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_PRESIDE,
    returns={"meeting": Meeting},
    refuses=(MeetingNotInState, MeetingTooEarly, QuorumNotMet),
    description="Open a meeting if its quorum is met; the roll is frozen.",
)
async def meeting_open(ask: Ask, input: MeetingOpenInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_PRESIDE)
    return await service.open_meeting(ask.uow, row.id)
