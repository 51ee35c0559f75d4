"""Record what a kind of matter needs beside its method."""

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
    Permission.MATTER_RECORD_HEARD,
    returns={"matter": Matter},
    refuses=(
        EmptyText,
        ExtraOfTownship,
        ExtraUnknown,
        HearingDayAhead,
    ),
    description="Record what a kind of matter needs beside its method.",
)
async def matter_extra_record(ask: Ask, input: MatterExtraRecordInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_RECORD_HEARD)
    await service.record_extra(
        ask.uow,
        row.id,
        key=input.key,
        document=input.document,
        held_on=input.held_on,
        township=False,
    )
    return row
