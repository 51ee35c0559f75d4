"""Give a village another name."""

from schema.core.mutations import Ask, mutation
from schema.people.inputs import VillageRenameInput
from schema.people.types import Village
from services.people import models, service
from services.people.errors import (
    NameNeeded,
    NothingToChange,
    ReasonNeeded,
    UnknownTownship,
    UnknownVillage,
    VillageNameTaken,
    VillageNotActive,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.DIVISION_MANAGE,
    returns={"village": Village},
    refuses=(
        NameNeeded,
        NothingToChange,
        ReasonNeeded,
        UnknownTownship,
        UnknownVillage,
        VillageNameTaken,
        VillageNotActive,
    ),
    description="Give a village another name; code, roll and history stay.",
)
async def village_rename(ask: Ask, input: VillageRenameInput) -> models.Village:
    ask.viewer.require(Permission.DIVISION_MANAGE, input.village_code)
    return await service.rename_village(ask.uow, input.village_code, input.name, input.reason)
