"""Draft the notice of the nominees' list."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.people.types import Village
from schema.representation.inputs import RepresentativeListPostInput
from services.people import service as people
from services.people.errors import UnknownVillage, VillageNotActive
from services.representation import service
from services.representation.errors import ListHanging, ListMissing, ListNotLawful
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"village": Village},
    refuses=(
        ListHanging,
        ListMissing,
        ListNotLawful,
        UnknownVillage,
        VillageNotActive,
    ),
    description="Draft the notice of all nominees; it hangs 7 days before anybody is seated.",
)
async def representative_list_post(ask: Ask, input: RepresentativeListPostInput) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.PEOPLE_REGISTER, code)
    await service.post(ask.uow, code, whole=input.whole)
    return {"village": await people.find_village(ask.uow, code)}
