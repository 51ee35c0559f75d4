"""Decide whether a demand was answered."""

from schema.core.mutations import Ask, mutation
from schema.initiatives import touch, visibility
from schema.initiatives.inputs import DemandDisputeDecideInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import (
    DemandNotInState,
    DisputeOver,
    DisputeTextNeeded,
    JudgedByCounty,
    NothingDisputed,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_JUDGE,
    returns={"demand": Demand},
    refuses=(DemandNotInState, DisputeOver, DisputeTextNeeded, JudgedByCounty, NothingDisputed),
    description="Decide whether a demand was answered; if not, it is open again as it was.",
)
async def demand_dispute_decide(ask: Ask, input: DemandDisputeDecideInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_JUDGE)
    return await service.decide(
        ask.uow,
        row.id,
        upheld=input.upheld,
        decision=input.decision,
        from_county=visibility.is_county(ask.viewer),
    )
