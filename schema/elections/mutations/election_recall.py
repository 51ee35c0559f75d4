"""Plan the vote on a recall."""

from uuid import UUID

from infra import storage
from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions import touch as photos
from schema.decisions.errors import SheetUnreadable
from schema.elections.inputs import ElectionRecallInput
from schema.elections.types import Election
from schema.initiatives.types import Demand as DemandNode
from schema.people.types import Resident
from services.elections import models, service
from services.elections.errors import (
    ElectionDayTooSoon,
    ElectionRunning,
    NotInOffice,
    PersonNotOnRoll,
    PetitionTooSmall,
    ReasonMissing,
    RecallDemandUnfit,
)
from services.elections.service import Demand
from services.initiatives import service as initiatives
from services.initiatives.errors import DemandUnknown
from services.initiatives.service import Answer
from services.initiatives.vocabulary import AnswerKind, DemandKind, DemandState
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
        RecallDemandUnfit,
        SheetUnreadable,
    ),
    description="Plan the vote on a recall that enough people ask for (Organic Law art. 16).",
)
async def election_recall(ask: Ask, input: ElectionRecallInput) -> models.Election:
    ask.viewer.require(Permission.ELECTION_PLAN, input.village_code)
    demand_id = local_id(input.demand_id, DemandNode, "demandId") if input.demand_id else None
    if demand_id is None:
        who, demand = await _on_paper(ask, input)
    else:
        who, demand = await _counted_here(ask, input.village_code, demand_id)
    election = await service.plan_recall(
        ask.uow,
        village_code=input.village_code,
        resident_id=who,
        election_day=input.election_day,
        demand=demand,
        reason=input.reason,
    )
    if demand_id is not None:
        answer = Answer(AnswerKind.ELECTION, election.id)
        await initiatives.fulfil(ask.uow, demand_id, answer, by_township=True)
    return election


async def _counted_here(ask: Ask, village_code: str, demand_id: UUID) -> tuple[UUID, Demand]:
    """Return whom a reached demand is about, and its sums; they are not weighed again."""
    try:
        row = await initiatives.find(ask.uow, demand_id)
    except DemandUnknown as unknown:
        raise RecallDemandUnfit(path=("demandId",)) from unknown
    fits = (
        row.village_code == village_code
        and row.kind == DemandKind.RECALL
        and row.state == DemandState.REACHED
    )
    if not fits or row.target_id is None:
        raise RecallDemandUnfit(path=("demandId",))
    return row.target_id, Demand(0, 0, "", row.base_sha256, tuple(row.derivation))


async def _on_paper(ask: Ask, input: ElectionRecallInput) -> tuple[UUID, Demand]:
    if input.resident_id is None:
        raise PersonNotOnRoll(path=("residentId",))
    key = await photos.stored_sheet(ask, input.sheet_base64)
    who = local_id(input.resident_id, Resident, "residentId")
    return who, Demand(input.voters, input.representatives, key, storage.sha256_of(key))
