"""Call an election off before the vote."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionCallOffInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    ReasonMissing,
)
from services.initiatives import service as initiatives
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_PLAN,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        ReasonMissing,
    ),
    description="Call an election off before the vote; a demand for a recall is open again by it.",
)
async def election_call_off(ask: Ask, input: ElectionCallOffInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_PLAN)
    election = await service.call_off(ask.uow, row.id, input.reason)
    await initiatives.reopen_called_off(ask.uow, row.id)
    return election
