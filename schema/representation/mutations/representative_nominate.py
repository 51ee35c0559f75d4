"""Put somebody forward whom households chose."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.types import Resident, Village
from schema.representation.inputs import RepresentativeNominateInput
from services.people import service as people
from services.people.errors import DayInFuture, UnknownVillage, VillageNotActive
from services.representation import service
from services.representation.errors import NomineeBarred, NomineeUnknown, WordsMissing
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"village": Village},
    refuses=(
        DayInFuture,
        NomineeBarred,
        NomineeUnknown,
        UnknownVillage,
        VillageNotActive,
        WordsMissing,
    ),
    description="Put somebody forward for representative; the heads of 5 to 15 households confirm.",
)
async def representative_nominate(ask: Ask, input: RepresentativeNominateInput) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.PEOPLE_REGISTER, code)
    who = local_id(input.resident_id, Resident, "residentId")
    await service.nominate(ask.uow, code, who, chosen_on=input.chosen_on, source=input.source)
    return {"village": await people.find_village(ask.uow, code)}
