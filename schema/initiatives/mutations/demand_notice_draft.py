"""Draft the notice that answers a demand."""

from schema.core.mutations import Ask, mutation
from schema.initiatives import touch, visibility
from schema.initiatives.inputs import DemandNoticeDraftInput
from schema.initiatives.types import Demand
from services.initiatives import models, service
from services.initiatives.errors import (
    AnswerDoesNotFit,
    DemandNotInState,
    DemandTextNeeded,
    NotDutyOwner,
    NoticeDrafted,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.INITIATIVE_ANSWER,
    returns={"demand": Demand},
    refuses=(AnswerDoesNotFit, DemandNotInState, DemandTextNeeded, NotDutyOwner, NoticeDrafted),
    description="Draft the notice that answers a demand; somebody else approves it.",
)
async def demand_notice_draft(ask: Ask, input: DemandNoticeDraftInput) -> models.Demand:
    row = await touch.demand(ask, input.demand_id, Permission.INITIATIVE_ANSWER)
    above = visibility.is_above(ask.viewer, row.village_code)
    return await service.draft_notice(ask.uow, row.id, input.text, by_township=above)
