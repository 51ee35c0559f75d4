"""Draft the notice of the list of representatives."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.people.types import Village
from schema.representation.inputs import RepresentativesPostInput
from services.people import service as people
from services.people.errors import UnknownVillage
from services.representation import posting
from services.representation.errors import ListNotLawful
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"village": Village},
    refuses=(ListNotLawful, UnknownVillage),
    description="Draft the notice of the list; somebody else approves it, it hangs for 7 days.",
)
async def representatives_post(ask: Ask, input: RepresentativesPostInput) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.PEOPLE_REGISTER, code)
    await posting.post_list(ask.uow, code)
    return {"village": await people.find_village(ask.uow, code)}
