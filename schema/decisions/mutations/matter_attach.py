"""Attach a file to a matter."""

from schema.core.encoded import decoded
from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.attachment_inputs import MatterAttachInput
from schema.decisions.errors import NotTheAuthor
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.attachment_errors import (
    AttachedAlready,
    AttachmentTooLarge,
    AttachmentUnreadable,
    TooManyAttachments,
)
from services.decisions.errors import DraftClosed, EmptyText
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(
        AttachedAlready,
        AttachmentTooLarge,
        AttachmentUnreadable,
        DraftClosed,
        EmptyText,
        NotTheAuthor,
        TooManyAttachments,
    ),
    description="Attach a PDF or a photo to the text being written; a submitted one is closed.",
)
async def matter_attach(ask: Ask, input: MatterAttachInput) -> models.Matter:
    row = await touch.own_matter(ask, input.matter_id)
    data = decoded(input.file, AttachmentUnreadable(path=("file",)))
    return await service.attach(ask.uow, row.id, title=input.title, data=data)
