"""Plan an election."""

from infra.texts import Words
from schema.core.mutations import Ask, mutation
from schema.elections.inputs import ElectionPlanInput
from schema.elections.types import Election
from services.elections import models, service
from services.elections.errors import (
    ElectionDayTooSoon,
    ElectionRunning,
    ReasonMissing,
    SeatsWrong,
)
from services.elections.service import SeatPlan
from services.elections.vocabulary import ElectionKind
from tenants.authorization.permissions import Permission

_FEW = Words("seats", "职务", "offices", most=5)


@mutation(
    Permission.ELECTION_PLAN,
    returns={"election": Election},
    refuses=(ElectionDayTooSoon, ElectionRunning, ReasonMissing, SeatsWrong),
    description="Plan an election: its timetable is worked backwards from the day of the vote.",
)
async def election_plan(ask: Ask, input: ElectionPlanInput) -> models.Election:
    ask.viewer.require(Permission.ELECTION_PLAN, input.village_code)
    _FEW.few(input.seats)
    if input.kind is ElectionKind.RECALL:  # it has a demand, and so a mutation of its own
        raise SeatsWrong(path=("kind",))
    return await service.plan(
        ask.uow,
        kind=input.kind,
        village_code=input.village_code,
        election_day=input.election_day,
        seats=[SeatPlan(one.office, one.seats, one.women_seats) for one in input.seats],
        reason=input.reason,
    )
