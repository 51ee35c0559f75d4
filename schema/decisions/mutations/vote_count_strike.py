"""Strike a count that was entered wrongly."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import VoteCountStrikeInput
from schema.decisions.types import Vote
from services.decisions import models, service
from services.decisions.errors import CountMissing, ReasonNeeded, VoteClosed, WrongVoteForm
from tenants.authorization.permissions import Permission


@mutation(
    Permission.VOTE_RECORD,
    returns={"vote": Vote},
    refuses=(CountMissing, ReasonNeeded, VoteClosed, WrongVoteForm),
    description="Strike the count of an open vote that was entered wrongly, so that it can be "
    "entered anew; the old one is kept and stands in the minutes.",
)
async def vote_count_strike(ask: Ask, input: VoteCountStrikeInput) -> models.Vote:
    row = await touch.vote(ask, input.vote_id, Permission.VOTE_RECORD)
    return await service.strike_count(ask.uow, row.id, input.reason)
