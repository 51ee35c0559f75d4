"""Record whom the branch heard."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MatterRecordHeardInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import DraftClosed, EmptyText
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_RECORD_HEARD,
    returns={"matter": Matter},
    refuses=(DraftClosed, EmptyText),
    description="Record one person whom the branch heard, and what they said.",
)
async def matter_record_heard(ask: Ask, input: MatterRecordHeardInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_RECORD_HEARD)
    await service.record_heard(ask.uow, row.id, name=input.name, view=input.opinion)
    return row
