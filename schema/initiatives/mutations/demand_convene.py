"""Call the demanded meeting in the committee's place."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions import touch as decisions_touch
from schema.decisions.types import Matter
from schema.initiatives import touch
from schema.initiatives.inputs import DemandConveneInput
from schema.initiatives.types import Demand
from services.decisions.errors import (
    DelegationOver,
    MeetingAlreadyCalled,
    NobodyOnTheRoll,
    NoticeTooShort,
    ReasonNeeded,
    StepBlocked,
    WrongStep,
)
from services.initiatives import models, service
from services.initiatives.errors import AnswerDoesNotFit, ConveneTooEarly, DemandNotInState
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_ORDER,
    returns={"demand": Demand},
    refuses=(
        AnswerDoesNotFit,
        ConveneTooEarly,
        DelegationOver,
        DemandNotInState,
        MeetingAlreadyCalled,
        NobodyOnTheRoll,
        NoticeTooShort,
        ReasonNeeded,
        StepBlocked,
        WrongStep,
    ),
    description="Call the demanded meeting in the committee's place, once the township's order "
    "was in vain. Every rule of a meeting holds as ever.",
)
async def demand_convene(ask: Ask, input: DemandConveneInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_ORDER)
    return await service.convene(
        ask.uow,
        row.id,
        local_id(input.matter_id, Matter, "matterId"),
        scheduled_at=decisions_touch.aware(input.scheduled_at),
        place=input.place,
    )
