"""Print a slip by which a resident claims an account."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.inputs import ClaimSlipIssueInput
from schema.people.types import ClaimSlip, Resident
from services.people import models, service
from services.people.errors import ResidentNotLiving, UnknownResident
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"slip": ClaimSlip},
    refuses=(
        ResidentNotLiving,
        UnknownResident,
    ),
    description="Make a slip, good once for 30 days; older slips of the resident stop working.",
)
async def claim_slip_issue(ask: Ask, input: ClaimSlipIssueInput) -> models.ClaimSlip:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_MANAGE)
    return await service.make_claim_slip(ask.uow, resident_id)
