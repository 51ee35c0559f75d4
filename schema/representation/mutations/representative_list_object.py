"""Object to the list on the wall."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.people.types import Village
from schema.representation.inputs import RepresentativeListObjectInput
from services.people import service as people
from services.people.errors import UnknownVillage, VillageNotActive
from services.representation import service
from services.representation.errors import (
    ListMissing,
    ListObjectionsClosed,
    VillagersAlone,
    WordsMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"village": Village},
    refuses=(
        ListMissing,
        ListObjectionsClosed,
        VillagersAlone,
        UnknownVillage,
        VillageNotActive,
        WordsMissing,
    ),
    description="Object to the list while it hangs; the township decides within three days.",
)
async def representative_list_object(
    ask: Ask, input: RepresentativeListObjectInput
) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.ELECTION_TAKE_PART, code)
    await service.object_to(ask.uow, code, about_name=input.about_name, text=input.text)
    return {"village": await people.find_village(ask.uow, code)}
