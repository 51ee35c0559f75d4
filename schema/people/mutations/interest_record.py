"""Enter a near relative or a firm of somebody whose village's offices the viewer keeps."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.inputs import InterestRecordInput
from schema.people.mutations.interest_declare import REFUSES, declared_of
from schema.people.types import Interest, Resident
from services.people import models, service
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"interest": Interest},
    refuses=REFUSES,
    description="Enter a near relative or a firm of somebody, from what they declared on paper.",
)
async def interest_record(ask: Ask, input: InterestRecordInput) -> models.Interest:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_MANAGE)
    return await service.declare_interest(ask.uow, resident_id, declared_of(input.interest))
