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
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"resident": Resident},
    refuses=(
        HouseholdRepresentedTwice,
        NotARepresentative,
        RepresentativeHouseholds,
        ResidentNotLiving,
        UnknownHousehold,
        UnknownResident,
    ),
    description="Record the whole list of households that a representative speaks for.",
)
async def representation_record(ask: Ask, input: RepresentationRecordInput) -> dict[str, Any]:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_MANAGE)
    await service.record_representation(ask.uow, resident_id, input.numbers)
    return {"resident": (await service.load_residents(ask.uow, [resident_id]))[resident_id]}
