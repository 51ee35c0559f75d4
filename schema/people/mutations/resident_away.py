"""Record that somebody lives elsewhere for a while, or is back."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.life import DAYS, PLACES, entry_of
from schema.people.life_inputs import ResidentAwayInput
from schema.people.types import Resident
from services.people import models, service
from services.people.errors import (
    NothingNew,
    ReasonNeeded,
    ResidentNotLiving,
    UnknownProvince,
    UnknownResident,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"resident": Resident},
    refuses=(
        *DAYS,
        *PLACES,
        NothingNew,
        ReasonNeeded,
        ResidentNotLiving,
        UnknownProvince,
        UnknownResident,
    ),
    description="Record that somebody is away or back; whoever is away keeps every right.",
)
async def resident_away(ask: Ask, input: ResidentAwayInput) -> models.Resident:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_REGISTER)
    entry = entry_of(input.reason, input.day)
    return await service.record_away(ask.uow, resident_id, input.province, entry)
