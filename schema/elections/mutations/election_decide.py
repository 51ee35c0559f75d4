"""Judge the round whose result another one put forward."""

from schema.core.mutations import Ask, mutation
from schema.elections import touch, visibility
from schema.elections.inputs import ElectionInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionNotInState,
    ElectionNotReady,
    NotOnElectionCommittee,
    SecondPersonNeeded,
)
from services.elections.vocabulary import ElectionKind
from services.people.errors import (
    OfficeHeld,
    OfficesIncompatible,
    OfficeTaken,
    ResidentNotLiving,
)
from tenants.authorization.permissions import Permission
from tenants.errors import RolesIncompatible


@mutation(
    Permission.ELECTION_TAKE_PART,
    returns={"election": Election},
    refuses=(
        ElectionNotInState,
        ElectionNotReady,
        NotOnElectionCommittee,
        OfficeHeld,
        OfficesIncompatible,
        OfficeTaken,
        ResidentNotLiving,
        RolesIncompatible,
        SecondPersonNeeded,
    ),
    description="Judge the round whose result another one put forward; it is published at once.",
)
async def election_decide(ask: Ask, input: ElectionInput) -> models.Election:
    row = await touch.election(ask, input.election_id, Permission.ELECTION_TAKE_PART)
    branch = row.kind == ElectionKind.PARTY_BRANCH
    above = branch and visibility.plans(ask.viewer, row.village_code)
    if above:
        ask.viewer.require_factors(Permission.ELECTION_PLAN)
    return await service.decide(ask.uow, row.id, from_above=above)
