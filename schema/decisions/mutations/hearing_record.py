"""Record an expert hearing."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.paper_inputs import HearingRecordInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    EmptyText,
    HearingDayAhead,
    StepBlocked,
    TransitionRefused,
    WrongStep,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_RECORD_HEARD,
    returns={"matter": Matter},
    refuses=(
        EmptyText,
        HearingDayAhead,
        StepBlocked,
        TransitionRefused,
        WrongStep,
    ),
    description="Record an expert hearing; what is found not feasible goes back.",
)
async def hearing_record(ask: Ask, input: HearingRecordInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_RECORD_HEARD)
    await service.record_hearing(
        ask.uow,
        row.id,
        held_on=input.held_on,
        experts=[service.Expert(one.name, one.profession) for one in input.experts],
        conclusion=input.conclusion,
        feasible=input.feasible,
    )
    return row
