"""Correct what the roll says about somebody."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.life import DAYS, PLACES, entry_of
from schema.people.life_inputs import ResidentCorrectInput
from schema.people.types import Resident
from services.people import models, service
from services.people.errors import (
    NameNeeded,
    NothingNew,
    PhoneOnRoll,
    ReasonNeeded,
    ResidentNotLiving,
    SamePerson,
    UnknownResident,
    ValueUnreadable,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"resident": Resident},
    refuses=(
        *DAYS,
        *PLACES,
        NameNeeded,
        NothingNew,
        PhoneOnRoll,
        ReasonNeeded,
        ResidentNotLiving,
        SamePerson,
        UnknownResident,
        ValueUnreadable,
    ),
    description="Correct what the roll says about somebody; the old value is not kept.",
)
async def resident_correct(ask: Ask, input: ResidentCorrectInput) -> models.Resident:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_REGISTER)
    return await service.correct_resident(
        ask.uow, resident_id, input.field.value, input.value, entry_of(input.reason, None)
    )
