"""Record that a nominee does not want to stand."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionCandidateWithdrawInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    CandidateDecided,
    ElectionNotInState,
    NotOnElectionCommittee,
    ReasonMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        CandidateDecided,
        ElectionNotInState,
        NotOnElectionCommittee,
        ReasonMissing,
    ),
    description="Record that a nominee does not want to stand.",
)
async def election_candidate_withdraw(
    ask: Ask, input: ElectionCandidateWithdrawInput
) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.withdraw(
        ask.uow, row.id, touch.key(input.candidate_key, "candidate_key"), input.reason
    )
