"""Say that what was recorded does not answer a demand."""

from schema.core.mutations import Ask, mutation
from schema.initiatives import touch
from schema.initiatives.inputs import DemandDisputeInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import (
    DemandNotInState,
    DisputedAlready,
    DisputeOfSigners,
    DisputeOver,
    DisputeTextNeeded,
    NotEntitled,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_SIGN,
    returns={"demand": Demand},
    refuses=(
        DemandNotInState,
        DisputeOfSigners,
        DisputeOver,
        DisputeTextNeeded,
        DisputedAlready,
        NotEntitled,
    ),
    description="Say, as one of those who signed, that the answer is none; within ten days.",
)
async def demand_dispute(ask: Ask, input: DemandDisputeInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_SIGN)
    return await service.dispute(ask.uow, row.id, input.text)
