"""Add a villagers' group to a village."""

from schema.core.mutations import Ask, mutation
from schema.people.inputs import GroupAddInput
from schema.people.types import VillagerGroup
from services.people import models, service
from services.people.errors import GroupExists, NameNeeded, UnknownVillage
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"group": VillagerGroup},
    refuses=(
        GroupExists,
        NameNeeded,
        UnknownVillage,
    ),
    description="Add a villagers' group to a village.",
)
async def group_add(ask: Ask, input: GroupAddInput) -> models.Group:
    ask.viewer.require(Permission.PEOPLE_MANAGE, input.village_code)
    return await service.add_group(ask.uow, input.village_code, input.name)
