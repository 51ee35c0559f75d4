"""Take a matter back."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.errors import NotTheAuthor
from schema.decisions.inputs import MatterWithdrawInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import TransitionRefused
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(NotTheAuthor, TransitionRefused),
    description="Take a matter back before it has passed.",
)
async def matter_withdraw(ask: Ask, input: MatterWithdrawInput) -> models.Matter:
    row = await touch.own_matter(ask, input.matter_id)
    return await service.withdraw(ask.uow, row.id, input.reason)
