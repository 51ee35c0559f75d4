"""Enter a count of raised hands."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.errors import SheetUnreadable
from schema.decisions.inputs import VoteRecordHandsInput
from schema.decisions.sheets import counted_sheet, part_of
from schema.decisions.types import Vote
from services.decisions import models, service
from services.decisions.errors import (
    AlreadyVoted,
    CountsDoNotAddUp,
    NotOnTheRoll,
    NotPresent,
    SheetNeeded,
    TellersNotDistinct,
    VoteClosed,
    WrongVoteForm,
)
from services.decisions.rules import Tally
from tenants.authorization.permissions import Permission


@mutation(
    Permission.VOTE_RECORD,
    returns={"vote": Vote},
    refuses=(
        AlreadyVoted,
        CountsDoNotAddUp,
        NotOnTheRoll,
        NotPresent,
        SheetNeeded,
        SheetUnreadable,
        TellersNotDistinct,
        VoteClosed,
        WrongVoteForm,
    ),
    description="Enter a count of raised hands whole, with the photographed sheet.",
)
async def vote_record_hands(ask: Ask, input: VoteRecordHandsInput) -> models.Vote:
    row = await touch.vote(ask, input.vote_id, Permission.VOTE_RECORD)
    sheet = await counted_sheet(ask, row, input)
    await service.record_show_of_hands(
        ask.uow,
        row.id,
        tally=Tally(input.in_favour, input.against, input.abstain),
        sheet=sheet,
        representatives=part_of(input.representatives),
    )
    return row
