"""Plan the vote on a recall."""

from uuid import UUID

from strawberry import relay

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.elections.inputs import ElectionRecallInput
from schema.elections.types import Election
from schema.initiatives.types import Demand as DemandNode
from services.elections import models, service
from services.elections.errors import (
    ElectionDayTooSoon,
    ElectionRunning,
    NotInOffice,
    PersonNotOnRoll,
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
        ReasonMissing,
        RecallDemandUnfit,
    ),
    description="Plan the vote on a recall that a demand with its number asks for (Organic Law "
    "art. 16).",
)
async def election_recall(ask: Ask, input: ElectionRecallInput) -> models.Election:
    ask.viewer.require(Permission.ELECTION_PLAN, input.village_code)
    key, target, demand = await _counted_here(ask, input.village_code, input.demand_id)
    election = await service.plan_recall(
        ask.uow,
        village_code=input.village_code,
        resident_id=target,
        election_day=input.election_day,
        demand=demand,
        reason=input.reason,
    )
    answer = Answer(AnswerKind.ELECTION, election.id)
    await initiatives.fulfil(ask.uow, key, answer, by_township=True)
    return election


async def _counted_here(
    ask: Ask, village_code: str, demand_id: relay.GlobalID
) -> tuple[UUID, UUID, Demand]:
    """Return a reached demand, whom it is about, and its sums; they are not weighed again."""
    key = local_id(demand_id, DemandNode, "demandId")
    try:
        row = await initiatives.find(ask.uow, key)
    except DemandUnknown as unknown:
        raise RecallDemandUnfit(path=("demandId",)) from unknown
    fits = (
        row.village_code == village_code
        and row.kind == DemandKind.RECALL
        and row.state == DemandState.REACHED
    )
    if not fits or row.target_id is None:
        raise RecallDemandUnfit(path=("demandId",))
    return key, row.target_id, Demand(tuple(row.derivation), row.base_sha256)
