"""Reopen a decision that has passed."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MatterReconsiderInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import NothingToReconsider, ReasonNeeded
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_RECONSIDER,
    returns={"matter": Matter},
    refuses=(NothingToReconsider, ReasonNeeded),
    description="Reopen a decision that has passed and is not yet carried out.",
)
async def matter_reconsider(ask: Ask, input: MatterReconsiderInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_RECONSIDER)
    return await service.reconsider(ask.uow, row.id, input.reason)
