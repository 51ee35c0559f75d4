"""Take a matter back."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MatterWithdrawInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import TransitionRefused
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(TransitionRefused,),
    description="Take a matter back before it has passed.",
)
async def matter_withdraw(ask: Ask, input: MatterWithdrawInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_PROPOSE)
    return await service.withdraw(ask.uow, row.id, input.reason)
