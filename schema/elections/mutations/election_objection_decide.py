"""Decide an objection to the voter list within three days."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionObjectionDecideInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    AlreadyAVoter,
    ElectionNotInState,
    NotAVoter,
    NotOnElectionCommittee,
    ObjectionDecided,
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
        ObjectionDecided,
        PersonNotOnRoll,
        ReasonMissing,
        UnderAge,
        VoterListClosed,
        VoterWithoutRights,
    ),
    description="Decide an objection to the voter list within three days (art. 14).",
)
async def election_objection_decide(
    ask: Ask, input: ElectionObjectionDecideInput
) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.decide_objection(
        ask.uow,
        row.id,
        touch.key(input.objection_key, "objection_key"),
        upheld=input.upheld,
        decision=input.decision,
        resident_id=touch.key(input.resident_key, "resident_key") if input.resident_key else None,
    )
