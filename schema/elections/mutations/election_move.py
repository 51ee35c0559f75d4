"""Move an election, or set the day of its run-off."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionMoveInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionDayTooSoon,
    ElectionNotInState,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_PLAN,
    returns={"election": Election},
    refuses=(
        ElectionDayTooSoon,
        ElectionNotInState,
    ),
    description="Move an election, or set the day of its run-off; only a day that can be met.",
)
async def election_move(ask: Ask, input: ElectionMoveInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_PLAN)
    return await service.move(ask.uow, row.id, input.election_day)
