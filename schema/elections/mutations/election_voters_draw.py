"""Make the voter list from the roll."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    NotOnElectionCommittee,
    VoterListClosed,
    VotersNobody,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        NotOnElectionCommittee,
        VoterListClosed,
        VotersNobody,
    ),
    description="Make the voter list from the roll: everybody of eighteen on election day.",
)
async def election_voters_draw(ask: Ask, input: ElectionInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.draw(ask.uow, row.id)
