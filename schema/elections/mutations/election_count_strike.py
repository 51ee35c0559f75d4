"""Strike a tally sheet that was entered wrongly."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionCountStrikeInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    NotOnElectionCommittee,
    ReasonMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        NotOnElectionCommittee,
        ReasonMissing,
    ),
    description="Strike a tally sheet that was entered wrongly; the old one is kept.",
)
async def election_count_strike(ask: Ask, input: ElectionCountStrikeInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.strike_count(
        ask.uow, row.id, touch.key(input.count_key, "count_key"), input.reason
    )
