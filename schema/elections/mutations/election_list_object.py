"""Object to the posted voter list, within five days."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionListObjectInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    ObjectionTooLate,
    PersonNotOnRoll,
    ReasonMissing,
    VoterListClosed,
    VoterListUnposted,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        ObjectionTooLate,
        PersonNotOnRoll,
        ReasonMissing,
        VoterListClosed,
        VoterListUnposted,
    ),
    description="Object to the posted voter list, within five days (art. 14).",
)
async def election_list_object(ask: Ask, input: ElectionListObjectInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    await service.object_to_list(
        ask.uow, row.id, about_name=input.about_name, wish=input.wish, text=input.text
    )
    return row
