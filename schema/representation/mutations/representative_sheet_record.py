"""Record a sheet on which heads of households signed for a nominee."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.decisions import touch as photos
from schema.decisions.errors import SheetUnreadable
from schema.elections.touch import key
from schema.people.types import Village
from schema.representation.inputs import RepresentativeSheetRecordInput
from services.people import service as people
from services.people.errors import UnknownHousehold, UnknownVillage, VillageNotActive
from services.representation import service
from services.representation.errors import (
    HouseholdConfirmed,
    HouseholdWithoutHead,
    NomineeFull,
    NomineeUnknown,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"village": Village},
    refuses=(
        HouseholdConfirmed,
        HouseholdWithoutHead,
        NomineeFull,
        NomineeUnknown,
        SheetUnreadable,
        UnknownHousehold,
        UnknownVillage,
        VillageNotActive,
    ),
    description="Record the households whose heads signed for a nominee, with the sheet's photo.",
)
async def representative_sheet_record(
    ask: Ask, input: RepresentativeSheetRecordInput
) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.PEOPLE_REGISTER, code)
    await service.record_confirmations(
        ask.uow,
        code,
        key(input.nominee_key, "nominee_key"),
        input.numbers,
        sheet_key=await photos.stored_sheet(ask, input.sheet_base64),
    )
    return {"village": await people.find_village(ask.uow, code)}
