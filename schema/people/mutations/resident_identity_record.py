"""Record somebody's identity number, where the county keeps any."""

from typing import Any

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.identity_inputs import ResidentIdentityRecordInput
from schema.people.types import Resident
from services.people import service
from services.people.errors import (
    IdentityNumberOfAnother,
    IdentityNumbersOff,
    IdentityNumberWrong,
    ResidentNotLiving,
    UnknownResident,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"resident": Resident},
    refuses=(
        IdentityNumberOfAnother,
        IdentityNumberWrong,
        IdentityNumbersOff,
        ResidentNotLiving,
        UnknownResident,
    ),
    description="Record somebody's identity number, sealed; only where the county keeps any.",
)
async def resident_identity_record(ask: Ask, input: ResidentIdentityRecordInput) -> dict[str, Any]:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_REGISTER)
    await service.record_identity(ask.uow, resident_id, input.number)
    return {"resident": (await service.load_residents(ask.uow, [resident_id]))[resident_id]}
