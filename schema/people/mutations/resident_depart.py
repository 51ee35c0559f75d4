"""Record that a resident moved away or died."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.inputs import ResidentDepartInput
from schema.people.types import Resident
from services.people import models, service
from services.people.errors import ResidentNotLiving, UnknownResident
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"resident": Resident},
    refuses=(
        ResidentNotLiving,
        UnknownResident,
    ),
    description="Record that a resident moved away or died: offices and roles end.",
)
async def resident_depart(ask: Ask, input: ResidentDepartInput) -> models.Resident:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_MANAGE)
    return await service.record_departure(ask.uow, resident_id, input.departure.value)
