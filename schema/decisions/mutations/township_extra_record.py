"""Record a township's approval, filing or check."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.matter_verbs import township_of
from schema.decisions.paper_inputs import MatterExtraRecordInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    EmptyText,
    ExtraOfTownship,
    ExtraUnknown,
    HearingDayAhead,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.REVIEW_DECIDE,
    returns={"matter": Matter},
    refuses=(
        EmptyText,
        ExtraOfTownship,
        ExtraUnknown,
        HearingDayAhead,
    ),
    description="Record a township's approval, filing or check.",
)
async def township_extra_record(ask: Ask, input: MatterExtraRecordInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.REVIEW_DECIDE)
    ask.viewer.require(Permission.REVIEW_DECIDE, township_of(row.village_code))
    await service.record_extra(
        ask.uow,
        row.id,
        key=input.key,
        document=input.document,
        held_on=input.held_on,
        township=True,
    )
    return row
