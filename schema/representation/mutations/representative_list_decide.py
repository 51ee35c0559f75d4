"""Decide an objection to the list."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.elections.touch import key
from schema.people.types import Village
from schema.representation.inputs import RepresentativeListDecideInput
from services.people import service as people
from services.people.errors import UnknownVillage, VillageNotActive
from services.representation import service
from services.representation.errors import (
    ListMissing,
    ListObjectionDecided,
    NomineeUnknown,
    WordsMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"village": Village},
    refuses=(
        ListMissing,
        ListObjectionDecided,
        NomineeUnknown,
        UnknownVillage,
        VillageNotActive,
        WordsMissing,
    ),
    description="Decide an objection; upheld, the nominee goes and the list is made anew.",
)
async def representative_list_decide(
    ask: Ask, input: RepresentativeListDecideInput
) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.PEOPLE_MANAGE, code)
    await service.decide(
        ask.uow,
        code,
        key(input.list_objection_key, "list_objection_key"),
        upheld=input.upheld,
        decision=input.decision,
        nominee_id=key(input.nominee_key, "nominee_key") if input.nominee_key else None,
    )
    return {"village": await people.find_village(ask.uow, code)}
