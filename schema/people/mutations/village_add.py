"""Add a village that the national list lacks."""

from schema.core.mutations import Ask, mutation
from schema.people.inputs import VillageAddInput
from schema.people.types import Village
from services.people import models, service
from services.people.errors import (
    NameNeeded,
    ReasonNeeded,
    TownshipFull,
    UnknownTownship,
    VillageNameTaken,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.DIVISION_MANAGE,
    returns={"village": Village},
    refuses=(
        NameNeeded,
        ReasonNeeded,
        TownshipFull,
        UnknownTownship,
        VillageNameTaken,
    ),
    description="Add a village; it is given a code from 900 on in its township.",
)
async def village_add(ask: Ask, input: VillageAddInput) -> models.Village:
    ask.viewer.require(Permission.DIVISION_MANAGE, input.township_code)
    return await service.add_village(ask.uow, input.township_code, input.name, input.reason)
