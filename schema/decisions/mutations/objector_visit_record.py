"""Record a visit to somebody who voted against."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import ObjectorVisitRecordInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import EmptyText, WrongStep
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_RECONSIDER,
    returns={"matter": Matter},
    refuses=(EmptyText, WrongStep),
    description="Record a visit to somebody who voted against, and what they said.",
)
async def objector_visit_record(ask: Ask, input: ObjectorVisitRecordInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_RECONSIDER)
    await service.record_visit(ask.uow, row.id, visited=input.visited, note=input.words)
    return row
