"""Object to the minutes of a meeting."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MinutesObjectInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import EmptyText, MeetingNotInState, NotOnTheRoll, NotPresent
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_ATTEND,
    returns={"meeting": Meeting},
    refuses=(EmptyText, MeetingNotInState, NotOnTheRoll, NotPresent),
    description="Object to the minutes of a meeting that one came to; the objection is kept.",
)
async def minutes_object(ask: Ask, input: MinutesObjectInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_ATTEND)
    await service.object_to_minutes(ask.uow, row.id, input.text)
    return row
