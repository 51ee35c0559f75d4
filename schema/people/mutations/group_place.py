"""Say in which settlement a group lives."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.life import PLACES, require_group
from schema.people.life_inputs import GroupPlaceInput
from schema.people.types import NaturalVillage, VillagerGroup
from services.people import models, service
from services.people.errors import UnknownGroup, UnknownNaturalVillage
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"group": VillagerGroup},
    refuses=(*PLACES, UnknownGroup, UnknownNaturalVillage),
    description="Say in which settlement (自然村) a group lives.",
)
async def group_place(ask: Ask, input: GroupPlaceInput) -> models.Group:
    group = await require_group(ask, input.group_id)
    told = input.natural_village_id
    settlement = None if told is None else local_id(told, NaturalVillage, "naturalVillageId")
    return await service.place_group(ask.uow, group.village_code, group.id, settlement)
