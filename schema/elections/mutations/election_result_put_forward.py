"""Put the result of a round forward, for another one to check and announce."""

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
    refuses=(ElectionNotInState, ElectionNotReady, NotOnElectionCommittee),
    description="Put the result of the round forward once every sheet is in; another one decides.",
)
async def election_result_put_forward(ask: Ask, input: ElectionInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.put_forward(ask.uow, row.id)
