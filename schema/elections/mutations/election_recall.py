"""Plan the vote on a recall."""

from infra import storage
from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions import touch as photos
from schema.decisions.errors import SheetUnreadable
from schema.elections.inputs import ElectionRecallInput
from schema.elections.types import Election
from schema.people.types import Resident
from services.elections import models, service
from services.elections.errors import (
    ElectionDayTooSoon,
    ElectionRunning,
    NotInOffice,
    PersonNotOnRoll,
    PetitionTooSmall,
    ReasonMissing,
)
from services.elections.service import Demand
from tenants.authorization.permissions import Permission


@mutation(
    Permission.ELECTION_PLAN,
    returns={"election": Election},
    refuses=(
        ElectionDayTooSoon,
        ElectionRunning,
        NotInOffice,
        PersonNotOnRoll,
        PetitionTooSmall,
        ReasonMissing,
        SheetUnreadable,
    ),
    description="Plan the vote on a recall that enough people ask for (Organic Law art. 16).",
)
async def election_recall(ask: Ask, input: ElectionRecallInput) -> models.Election:
    ask.viewer.require(Permission.ELECTION_PLAN, input.village_code)
    key = await photos.stored_sheet(ask, input.sheet_base64)
    return await service.plan_recall(
        ask.uow,
        village_code=input.village_code,
        resident_id=local_id(input.resident_id, Resident, "residentId"),
        election_day=input.election_day,
        demand=Demand(input.voters, input.representatives, key, storage.sha256_of(key)),
        reason=input.reason,
    )
