"""Cast one's ballot."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import BallotCastInput
from schema.decisions.types import Vote
from services.decisions import models, service
from services.decisions.errors import (
    AlreadyVoted,
    NotOnTheRoll,
    NotPresent,
    VoteClosed,
    WrongVoteForm,
)
from services.decisions.meeting_errors import HasStake
from tenants.authorization.permissions import Permission


@mutation(
    Permission.VOTE_CAST,
    returns={"vote": Vote},
    refuses=(AlreadyVoted, HasStake, NotOnTheRoll, NotPresent, VoteClosed, WrongVoteForm),
    description="Cast one's ballot; it cannot be changed.",
)
async def ballot_cast(ask: Ask, input: BallotCastInput) -> models.Vote:
    row = await touch.vote(ask, input.vote_id, Permission.VOTE_CAST)
    line = await touch.line(ask, row.meeting_id, input.member_id)
    await service.cast_ballot(ask.uow, row.id, input.choice, line)
    return row
