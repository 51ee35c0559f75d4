"""Close a village on whose roll nobody is left."""

from schema.core.mutations import Ask, mutation
from schema.people.inputs import VillageCloseInput
from schema.people.types import Village
from services.people import models, service
from services.people.errors import (
    ReasonNeeded,
    UnknownVillage,
    VillageHasResidents,
    VillageNotActive,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.DIVISION_MANAGE,
    returns={"village": Village},
    refuses=(
        ReasonNeeded,
        UnknownVillage,
        VillageHasResidents,
        VillageNotActive,
    ),
    description="Close a village on whose roll nobody is left; its code is never given again.",
)
async def village_close(ask: Ask, input: VillageCloseInput) -> models.Village:
    ask.viewer.require(Permission.DIVISION_MANAGE, input.village_code)
    return await service.close_village(ask.uow, input.village_code, input.reason)
