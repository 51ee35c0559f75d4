"""Remove a file from a matter."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.attachment_inputs import MatterDetachInput
from schema.decisions.errors import NotTheAuthor
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import DraftClosed
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(DraftClosed, NotTheAuthor),
    description="Remove a file from the text being written; submitted versions keep theirs.",
)
async def matter_detach(ask: Ask, input: MatterDetachInput) -> models.Matter:
    row = await touch.own_matter(ask, input.matter_id)
    return await service.detach(ask.uow, row.id, input.sha256)
