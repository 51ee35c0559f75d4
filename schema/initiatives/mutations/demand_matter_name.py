"""Name the matter by which a demand comes before a meeting."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions.types import Matter
from schema.initiatives import touch, visibility
from schema.initiatives.inputs import DemandMatterNameInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import AnswerDoesNotFit, DemandNotInState, NotDutyOwner
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_ANSWER,
    returns={"demand": Demand},
    refuses=(AnswerDoesNotFit, DemandNotInState, NotDutyOwner),
    description="Say that a matter is made for a demand; a meeting called afterwards answers it.",
)
async def demand_matter_name(ask: Ask, input: DemandMatterNameInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_ANSWER)
    above = visibility.is_above(ask.viewer, row.village_code)
    matter = local_id(input.matter_id, Matter, "matterId")
    return await service.name_matter(ask.uow, row.id, matter, by_township=above)
