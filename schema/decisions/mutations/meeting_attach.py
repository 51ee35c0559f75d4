"""Attach a paper to the notice of a meeting."""

from schema.core.encoded import decoded
from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MeetingAttachInput
from schema.decisions.types import Meeting
from services.decisions import models, service
from services.decisions.attachment_errors import (
    AttachedAlready,
    AttachmentTooLarge,
    AttachmentUnreadable,
)
from services.decisions.errors import EmptyText, MeetingNotInState
from services.decisions.meeting_errors import TooManyMeetingPapers
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_CALL,
    returns={"meeting": Meeting},
    refuses=(
        AttachedAlready,
        AttachmentTooLarge,
        AttachmentUnreadable,
        EmptyText,
        MeetingNotInState,
        TooManyMeetingPapers,
    ),
    description="Attach a PDF or a photo to the notice of a meeting that has not begun.",
)
async def meeting_attach(ask: Ask, input: MeetingAttachInput) -> models.Meeting:
    row = await touch.meeting(ask, input.meeting_id, Permission.MEETING_CALL)
    data = decoded(input.file, AttachmentUnreadable(path=("file",)))
    return await service.attach_to_meeting(ask.uow, row.id, title=input.title, data=data)
