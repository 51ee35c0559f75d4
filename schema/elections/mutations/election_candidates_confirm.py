"""Make the list of candidates final."""

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
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        ElectionNotReady,
        NotOnElectionCommittee,
    ),
    description="Make the list of candidates final; more than there are seats (art. 15).",
)
async def election_candidates_confirm(ask: Ask, input: ElectionInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.confirm(ask.uow, row.id)
