"""Record that a resident moved away or died."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.inputs import ResidentDepartInput
from schema.people.life import DAYS, HEADS, entry_of, resident_id_of
from schema.people.types import Resident
from services.people import models, service
from services.people.errors import ReasonNeeded, ResidentNotLiving, UnknownResident
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"resident": Resident},
    refuses=(*DAYS, *HEADS, ReasonNeeded, ResidentNotLiving, UnknownResident),
    description="Record that a resident moved away or died: offices and roles end.",
)
async def resident_depart(ask: Ask, input: ResidentDepartInput) -> models.Resident:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_REGISTER)
    return await service.record_departure(
        ask.uow,
        resident_id,
        input.departure.value,
        entry_of(input.reason, input.day),
        head_id=resident_id_of(input.head_id, "headId"),
    )
