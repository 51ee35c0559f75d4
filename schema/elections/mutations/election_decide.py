"""Judge the round once every sheet is in."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    ElectionNotReady,
    NotOnElectionCommittee,
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
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        ElectionNotReady,
        NotOnElectionCommittee,
        OfficeHeld,
        OfficesIncompatible,
        OfficeTaken,
        ResidentNotLiving,
        RolesIncompatible,
    ),
    description="Judge the round once every sheet is in; the result is published at once.",
)
async def election_decide(ask: Ask, input: ElectionInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.decide(ask.uow, row.id)
