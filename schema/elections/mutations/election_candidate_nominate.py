"""Record a nominee and how many villagers named them."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionCandidateNominateInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    CandidateBarred,
    CandidateTwice,
    ElectionNotInState,
    NotOnElectionCommittee,
    PersonNotOnRoll,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        CandidateBarred,
        CandidateTwice,
        ElectionNotInState,
        NotOnElectionCommittee,
        PersonNotOnRoll,
    ),
    description="Record a nominee and how many villagers named them.",
)
async def election_candidate_nominate(
    ask: Ask, input: ElectionCandidateNominateInput
) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.nominate(
        ask.uow,
        row.id,
        touch.key(input.contest_key, "contest_key"),
        touch.key(input.resident_key, "resident_key"),
        input.nominations,
    )
