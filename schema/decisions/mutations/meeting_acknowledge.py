"""Say that one has the notice of a meeting."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingAcknowledgeInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import MeetingNotInState, NotOnTheRoll
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_ATTEND,
    returns={"meeting": Meeting},
    refuses=(MeetingNotInState, NotOnTheRoll),
    description="Say that one has the notice of a meeting; its time is kept as proof.",
)
async def meeting_acknowledge(ask: Ask, input: MeetingAcknowledgeInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_ATTEND)
    return await service.acknowledge_notice(ask.uow, row.id)
