"""Record the households that a representative speaks for."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.inputs import RepresentationRecordInput
from schema.people.types import Resident
from services.people import service
from services.people.errors import (
    HouseholdRepresentedTwice,
    NotARepresentative,
    RepresentativeHouseholds,
    ResidentNotLiving,
    UnknownHousehold,
    UnknownResident,
)
from services.representation import service as representation
from services.representation.errors import HouseholdsByConfirmation
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"resident": Resident},
    refuses=(
        HouseholdRepresentedTwice,
        HouseholdsByConfirmation,
        NotARepresentative,
        RepresentativeHouseholds,
        ResidentNotLiving,
        UnknownHousehold,
        UnknownResident,
    ),
    description="Record the households of a representative who came with the roll.",
)
async def representation_record(ask: Ask, input: RepresentationRecordInput) -> dict[str, Any]:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_MANAGE)
    await representation.record_households(ask.uow, resident_id, input.numbers)
    return {"resident": (await service.load_residents(ask.uow, [resident_id]))[resident_id]}
