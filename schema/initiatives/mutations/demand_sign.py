"""Sign a demand; the signature that makes the number makes the duty too."""

from schema.core.mutations import Ask, mutation
from schema.initiatives import touch
from schema.initiatives.inputs import DemandSignInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import DemandNotInState, DemandOver, NotEntitled, SignedAlready
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_SIGN,
    returns={"demand": Demand},
    refuses=(DemandNotInState, DemandOver, NotEntitled, SignedAlready),
    description="Sign a demand; the signature that makes the number makes the duty and the notice.",
)
async def demand_sign(ask: Ask, input: DemandSignInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_SIGN)
    return await service.sign(ask.uow, row.id)
