"""Add a settlement to a village."""

from schema.core.mutations import Ask, mutation
from schema.people.life import PLACES
from schema.people.life_inputs import NaturalVillageAddInput
from schema.people.types import NaturalVillage
from services.people import models, service
from services.people.errors import NameNeeded, NaturalVillageExists
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"natural_village": NaturalVillage},
    refuses=(*PLACES, NameNeeded, NaturalVillageExists),
    description="Add a settlement (自然村) to a village.",
)
async def natural_village_add(ask: Ask, input: NaturalVillageAddInput) -> models.NaturalVillage:
    ask.viewer.require(Permission.PEOPLE_REGISTER, input.village_code)
    return await service.add_natural_village(ask.uow, input.village_code, input.name)
