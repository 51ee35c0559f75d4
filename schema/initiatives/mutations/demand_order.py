"""Order those who were silent past the deadline to act."""

from schema.core.mutations import Ask, mutation
from schema.initiatives import touch
from schema.initiatives.inputs import DemandOrderInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import NotOverdue, OrderDocumentNeeded, OrderedAlready
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_ORDER,
    returns={"demand": Demand},
    refuses=(NotOverdue, OrderDocumentNeeded, OrderedAlready),
    description="Order those who were silent past the deadline to act, once.",
)
async def demand_order(ask: Ask, input: DemandOrderInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_ORDER)
    return await service.order(ask.uow, row.id, input.document)
