"""Close the voter list with its hash."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    ElectionNotReady,
    NotOnElectionCommittee,
    VoterWithoutRights,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        ElectionNotReady,
        NotOnElectionCommittee,
        VoterWithoutRights,
    ),
    description="Close the voter list with its hash; nobody is added or struck after it.",
)
async def election_voters_freeze(ask: Ask, input: ElectionInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.freeze(ask.uow, row.id)
