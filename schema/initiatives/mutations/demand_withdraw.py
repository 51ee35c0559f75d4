"""Take one's own signature back, until the number is reached."""

from schema.core.mutations import Ask, mutation
from schema.initiatives import touch
from schema.initiatives.inputs import DemandWithdrawInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import DemandNotInState, DemandOver, NotEntitled, NotSigned
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_SIGN,
    returns={"demand": Demand},
    refuses=(DemandNotInState, DemandOver, NotEntitled, NotSigned),
    description="Take one's own signature back, on paper or on the screen, until it is reached.",
)
async def demand_withdraw(ask: Ask, input: DemandWithdrawInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_SIGN)
    return await service.withdraw(ask.uow, row.id)
