"""Put the question."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import VoteOpenInput
from schema.decisions.types import Vote
from services.decisions import models, service
from services.decisions.errors import CountsDoNotAddUp, MeetingNotInState, VoteAlreadyHeld
from services.decisions.meeting_errors import (
    AgendaItemGone,
    AgendaItemNeeded,
    AnotherVoteOpen,
    BallotsOnPaperOnly,
    ConflictNotRecused,
    NotTheConvener,
    TooFewForSecrecy,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.VOTE_OPEN,
    returns={"vote": Vote},
    refuses=(
        AgendaItemGone,
        AgendaItemNeeded,
        AnotherVoteOpen,
        BallotsOnPaperOnly,
        ConflictNotRecused,
        CountsDoNotAddUp,
        MeetingNotInState,
        NotTheConvener,
        TooFewForSecrecy,
        VoteAlreadyHeld,
    ),
    description="Put one item to the vote; text, thresholds and attendance are frozen.",
)
async def vote_open(ask: Ask, input: VoteOpenInput) -> models.Vote:
    row = await touch.meeting(ask, input.meeting_id, Permission.VOTE_OPEN)
    await touch.conducting(ask, row)
    return await service.open_vote(ask.uow, row.id, input.form, touch.item(input.matter_id))
