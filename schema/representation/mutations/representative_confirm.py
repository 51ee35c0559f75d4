"""Confirm whom one's household chose."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.elections.touch import key
from schema.people.types import Village
from schema.representation.inputs import RepresentativeConfirmInput
from services.people import service as people
from services.people.errors import UnknownVillage, VillageNotActive
from services.representation import service
from services.representation.errors import (
    HouseholdConfirmed,
    NomineeFull,
    NomineeUnknown,
    NotHeadOfHousehold,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"village": Village},
    refuses=(
        HouseholdConfirmed,
        NomineeFull,
        NomineeUnknown,
        NotHeadOfHousehold,
        UnknownVillage,
        VillageNotActive,
    ),
    description="Confirm a nominee as the head of a household; an earlier choice is taken back.",
)
async def representative_confirm(ask: Ask, input: RepresentativeConfirmInput) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.ELECTION_TAKE_PART, code)
    await service.confirm(ask.uow, code, key(input.nominee_key, "nominee_key"))
    return {"village": await people.find_village(ask.uow, code)}
