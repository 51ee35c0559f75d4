"""Record the approved secretary of a branch, one of the elected."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionSecretaryApproveInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    NotElectedHere,
    ReasonMissing,
)
from services.people.errors import (
    OfficeHeld,
    OfficesIncompatible,
    OfficeTaken,
    ResidentNotLiving,
)
from tenants.authorization.permissions import Permission
from tenants.errors import RolesIncompatible


@mutation(
    Permission.ELECTION_PLAN,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        NotElectedHere,
        OfficeHeld,
        OfficesIncompatible,
        OfficeTaken,
        ReasonMissing,
        ResidentNotLiving,
        RolesIncompatible,
    ),
    description="Record the approved secretary of a branch, one of the elected.",
)
async def election_secretary_approve(
    ask: Ask, input: ElectionSecretaryApproveInput
) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_PLAN)
    return await service.approve_secretary(
        ask.uow, row.id, touch.key(input.resident_key, "resident_key"), input.document
    )
