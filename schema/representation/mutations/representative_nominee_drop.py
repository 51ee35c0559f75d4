"""Drop somebody who was put forward."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.elections.touch import key
from schema.people.types import Village
from schema.representation.inputs import RepresentativeNomineeDropInput
from services.people import service as people
from services.people.errors import UnknownVillage, VillageNotActive
from services.representation import service
from services.representation.errors import NomineeUnknown, WordsMissing
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"village": Village},
    refuses=(
        NomineeUnknown,
        UnknownVillage,
        VillageNotActive,
        WordsMissing,
    ),
    description="Drop a nominee before the list hangs; the households may choose somebody else.",
)
async def representative_nominee_drop(
    ask: Ask, input: RepresentativeNomineeDropInput
) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.PEOPLE_REGISTER, code)
    await service.drop(ask.uow, code, key(input.nominee_key, "nominee_key"), input.reason)
    return {"village": await people.find_village(ask.uow, code)}
