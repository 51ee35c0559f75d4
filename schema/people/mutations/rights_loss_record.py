"""Enter that a judgment took somebody's political rights."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.at_home import require_at_home
from schema.people.rights_inputs import RightsLossRecordInput
from schema.people.types import Resident, RightsLoss
from services.people import models, service
from services.people.errors import (
    JudgmentNeeded,
    ResidentNotLiving,
    RightsDaysWrong,
    RightsLossStands,
    UnknownResident,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"loss": RightsLoss},
    refuses=(
        JudgmentNeeded,
        ResidentNotLiving,
        RightsDaysWrong,
        RightsLossStands,
        UnknownResident,
    ),
    description="Enter a judgment by which somebody neither votes nor is elected (art. 13).",
)
async def rights_loss_record(ask: Ask, input: RightsLossRecordInput) -> models.RightsLoss:
    resident_id = local_id(input.resident_id, Resident, "residentId")
    await require_at_home(ask, resident_id, Permission.PEOPLE_MANAGE)
    return await service.record_rights_loss(
        ask.uow, resident_id, document=input.document, since=input.since, until=input.until
    )
