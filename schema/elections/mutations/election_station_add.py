"""Register a polling station."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch
from schema.elections.inputs import ElectionStationAddInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    NotOnElectionCommittee,
    PlaceNeeded,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        NotOnElectionCommittee,
        PlaceNeeded,
    ),
    description="Register a polling station.",
)
async def election_station_add(ask: Ask, input: ElectionStationAddInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    return await service.add_station(
        ask.uow, row.id, name=input.name, kind=input.kind, place=input.place
    )
