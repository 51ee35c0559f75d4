"""Erase what is held about somebody who left the roll."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.life_inputs import ResidentEraseInput
from schema.people.types import Resident
from services.people import models, service
from services.people.errors import (
    ErasureTooEarly,
    ResidentErased,
    ResidentOnRoll,
    UnknownResident,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_ERASE,
    returns={"resident": Resident},
    refuses=(ErasureTooEarly, ResidentErased, ResidentOnRoll, UnknownResident),
    description="Erase who left the roll, after three years or on lawful request; proofs stay.",
)
async def resident_erase(ask: Ask, input: ResidentEraseInput) -> models.Resident:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_ERASE)
    return await service.erase_resident(ask.uow, resident_id, input.document)
