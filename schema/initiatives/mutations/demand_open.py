"""Open a demand; its opener is the first who signs."""

from schema.core.mutations import Ask, mutation
from schema.initiatives import touch
from schema.initiatives.inputs import DemandOpenInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import (
    BaseEmpty,
    DemandTextNeeded,
    NotEntitled,
    OneDemandAtATime,
    RecallTargetNeeded,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_SIGN,
    returns={"demand": Demand},
    refuses=(BaseEmpty, DemandTextNeeded, NotEntitled, OneDemandAtATime, RecallTargetNeeded),
    description="Open a demand; who may sign is frozen, and its opener is the first who does.",
)
async def demand_open(ask: Ask, input: DemandOpenInput) -> models.Demand:
    ask.viewer.require(Permission.INITIATIVE_SIGN, input.village_code)
    return await service.open_demand(
        ask.uow,
        kind=input.kind,
        village_code=input.village_code,
        title=input.title,
        text=input.text,
        target_id=await touch.holder(ask, input.term_id),
    )
