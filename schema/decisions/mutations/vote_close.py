"""Close a vote."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import VoteCloseInput
from schema.decisions.types import Vote
from services.decisions import models, service
from services.decisions.errors import (
    CountMissing,
    CountsDoNotAddUp,
    StepBlocked,
    TransitionRefused,
    VoteClosed,
    WrongVoteForm,
)
from services.decisions.meeting_errors import BallotBoxLost, NotTheConvener
from tenants.authorization.permissions import Permission


@mutation(
    Permission.VOTE_OPEN,
    returns={"vote": Vote},
    refuses=(
        BallotBoxLost,
        CountMissing,
        CountsDoNotAddUp,
        NotTheConvener,
        StepBlocked,
        TransitionRefused,
        VoteClosed,
        WrongVoteForm,
    ),
    description="Close a vote; the outcome is judged by the rules frozen when it was opened.",
)
async def vote_close(ask: Ask, input: VoteCloseInput) -> models.Vote:
    row = await touch.vote(ask, input.vote_id, Permission.VOTE_OPEN)
    await touch.conducting(ask, await service.find_meeting(ask.uow, row.meeting_id))
    return await service.close_vote(ask.uow, row.id)
