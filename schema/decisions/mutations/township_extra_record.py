"""Record a township's approval, filing or check."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
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
    Permission.TOWNSHIP_RECORD,
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
    row = await touch.matter(ask, input.matter_id, Permission.TOWNSHIP_RECORD)
    await service.record_extra(
        ask.uow,
        row.id,
        key=input.key,
        document=input.document,
        held_on=input.held_on,
        township=True,
    )
    return row
