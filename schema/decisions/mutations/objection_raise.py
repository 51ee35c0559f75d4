"""Object to what is posted."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.opinion_inputs import ObjectionRaiseInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    EmptyText,
    NotOfThisVillage,
    ObjectionPending,
    ObjectionsClosed,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_COMMENT,
    returns={"matter": Matter},
    refuses=(EmptyText, NotOfThisVillage, ObjectionPending, ObjectionsClosed),
    description="Object to a plan or a resolution while it is posted; the posting cannot end "
    "before the objection is answered.",
)
async def objection_raise(ask: Ask, input: ObjectionRaiseInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_COMMENT)
    await service.raise_objection(ask.uow, row.id, input.text)
    return row
