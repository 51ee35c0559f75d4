"""Enter that somebody has the political rights again."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.rights_inputs import RightsLossEndInput
from schema.people.types import RightsLoss
from services.people import models, service
from services.people.errors import (
    JudgmentNeeded,
    RightsDaysWrong,
    RightsLossEnded,
    UnknownRightsLoss,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"loss": RightsLoss},
    refuses=(JudgmentNeeded, RightsDaysWrong, RightsLossEnded, UnknownRightsLoss),
    description="Enter by which document somebody votes again, from a day on.",
)
async def rights_loss_end(ask: Ask, input: RightsLossEndInput) -> models.RightsLoss:
    key = local_id(input.loss_id, RightsLoss, "lossId")
    missing = UnknownRightsLoss(path=("lossId",))
    found = (await service.load_rights_losses(ask.uow, [key])).get(key)
    if found is None:
        raise missing
    people = await service.load_residents(ask.uow, [found.resident_id])
    ask.viewer.require(Permission.PEOPLE_MANAGE, people[found.resident_id].village_code, missing)
    return await service.end_rights_loss(ask.uow, key, document=input.document, until=input.until)
