"""Put somebody on the voter list, or strike them, with the reason."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionVoterCorrectInput
from schema.elections.types import Election
from schema.elections.words import Wish
from services.elections import models, service
from services.elections.errors import (
    AlreadyAVoter,
    ElectionNotInState,
    NotAVoter,
    NotOnElectionCommittee,
    PersonNotOnRoll,
    ReasonMissing,
    UnderAge,
    VoterListClosed,
    VoterWithoutRights,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        AlreadyAVoter,
        ElectionNotInState,
        NotAVoter,
        NotOnElectionCommittee,
        PersonNotOnRoll,
        ReasonMissing,
        UnderAge,
        VoterListClosed,
        VoterWithoutRights,
    ),
    description="Put somebody on the voter list, or strike them, with the reason (art. 13).",
)
async def election_voter_correct(ask: Ask, input: ElectionVoterCorrectInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    change = service.add_voter if input.wish is Wish.ADD else service.strike_voter
    key = touch.key(input.resident_key, "resident_key")
    return await change(ask.uow, row.id, key, input.reason)
