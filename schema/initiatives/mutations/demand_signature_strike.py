"""Strike a wrong or forged name from a sheet, while the demand gathers."""

from schema.core.mutations import Ask, mutation
from schema.initiatives import touch
from schema.initiatives.inputs import DemandSignatureStrikeInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import (
    DemandNotInState,
    DemandOver,
    NotOnPaper,
    StrikeReasonNeeded,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_CHECK,
    returns={"demand": Demand},
    refuses=(DemandNotInState, DemandOver, NotOnPaper, StrikeReasonNeeded),
    description="Strike a name from a sheet until the number is reached; it is kept and counted.",
)
async def demand_signature_strike(ask: Ask, input: DemandSignatureStrikeInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_CHECK)
    key = touch.key(input.signature_key, "signatureKey")
    return await service.strike(ask.uow, row.id, key, input.reason)
