"""Record the review of a nominee."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionCandidateReviewInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    CandidateDecided,
    ElectionNotInState,
    ReasonMissing,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_PLAN,
    returns={"election": Election},
    refuses=(
        CandidateDecided,
        ElectionNotInState,
        ReasonMissing,
    ),
    description="Record the review of a nominee: cleared, or barred with a reason.",
)
async def election_candidate_review(
    ask: Ask, input: ElectionCandidateReviewInput
) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_PLAN)
    return await service.review(
        ask.uow,
        row.id,
        touch.key(input.candidate_key, "candidate_key"),
        bar=input.bar,
        reason=input.reason,
    )
