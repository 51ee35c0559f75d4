"""Seat the nominees of the list."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.people.types import Village
from schema.representation.inputs import RepresentativesSeatInput
from services.people import service as people
from services.people.errors import (
    HouseholdRepresentedTwice,
    OfficeHeld,
    OfficesIncompatible,
    RepresentativeHouseholds,
    ResidentNotLiving,
    UnknownVillage,
    VillageNotActive,
)
from services.representation import service
from services.representation.errors import ListMissing, ListNotLawful, ListNotReady
from tenants.authorization.permissions import Permission
from tenants.errors import RolesIncompatible, StepUpNeeded


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"village": Village},
    refuses=(
        HouseholdRepresentedTwice,
        ListMissing,
        ListNotLawful,
        ListNotReady,
        OfficeHeld,
        OfficesIncompatible,
        RepresentativeHouseholds,
        ResidentNotLiving,
        RolesIncompatible,
        UnknownVillage,
        VillageNotActive,
    ),
    description="Seat the listed after 7 days on the wall with no objection open (art. 25).",
)
async def representatives_seat(ask: Ask, input: RepresentativesSeatInput) -> dict[str, Any]:
    code = input.village_code
    ask.viewer.require(Permission.PEOPLE_MANAGE, code)
    if not ask.viewer.stepped_up:
        raise StepUpNeeded
    await service.seat(ask.uow, code)
    return {"village": await people.find_village(ask.uow, code)}
