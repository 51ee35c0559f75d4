"""Cast one's secret ballot."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import BallotCastSecretInput
from schema.decisions.types import Vote
from services.decisions import models, service
from services.decisions.errors import (
    AlreadyVoted,
    NotOnTheRoll,
    NotPresent,
    VoteClosed,
    WrongVoteForm,
)
from services.decisions.meeting_errors import BallotBoxLost, HasStake
from tenants.authorization.permissions import Permission


@mutation(
    Permission.VOTE_CAST,
    returns={"vote": Vote},
    refuses=(
        AlreadyVoted,
        BallotBoxLost,
        HasStake,
        NotOnTheRoll,
        NotPresent,
        VoteClosed,
        WrongVoteForm,
    ),
    description="Cast one's secret ballot; it cannot be changed, and nobody can look it up again.",
)
async def ballot_cast_secret(ask: Ask, input: BallotCastSecretInput) -> models.Vote:
    row = await touch.vote(ask, input.vote_id, Permission.VOTE_CAST)
    line = await touch.line(ask, row.meeting_id, input.member_id)
    await service.cast_secret_ballot(ask.uow, row.id, input.choice, line)
    return row
