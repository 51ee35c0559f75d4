"""Drop the list before anybody is seated."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.people.types import Village
from schema.representation.inputs import RepresentativeListDropInput
from services.people import service as people
from services.people.errors import UnknownVillage, VillageNotActive
from services.representation import service
from services.representation.errors import ListMissing, WordsMissing
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"village": Village},
    refuses=(
        ListMissing,
        UnknownVillage,
        VillageNotActive,
        WordsMissing,
    ),
    description="Drop the list with the reason; its nominees gather on.",
)
async def representative_list_drop(ask: Ask, input: RepresentativeListDropInput) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.PEOPLE_REGISTER, code)
    await service.give_up(ask.uow, code, input.reason)
    return {"village": await people.find_village(ask.uow, code)}
