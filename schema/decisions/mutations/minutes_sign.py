"""Sign the minutes of a meeting."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MinutesSignInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.errors import AlreadySigned, MeetingNotInState, NotOnTheRoll, NotPresent
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_ATTEND,
    returns={"meeting": Meeting},
    refuses=(AlreadySigned, MeetingNotInState, NotOnTheRoll, NotPresent),
    description="Sign the minutes of a meeting that one came to.",
)
async def minutes_sign(ask: Ask, input: MinutesSignInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_ATTEND)
    await service.sign_minutes(ask.uow, row.id)
    return row
