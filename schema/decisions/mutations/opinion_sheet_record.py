"""Enter a paper opinion sheet for somebody."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.paper_inputs import OpinionSheetRecordInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    EmptyText,
    ScoreNeeded,
    SheetAlreadyIn,
    SheetsClosed,
    SheetSubjectUnknown,
    WrongStep,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_RECORD_HEARD,
    returns={"matter": Matter},
    refuses=(
        EmptyText,
        ScoreNeeded,
        SheetAlreadyIn,
        SheetSubjectUnknown,
        SheetsClosed,
        WrongStep,
    ),
    description="Enter a paper opinion sheet for somebody.",
)
async def opinion_sheet_record(ask: Ask, input: OpinionSheetRecordInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_RECORD_HEARD)
    answers = service.Answers(input.stance, input.score, input.text)
    await service.record_sheet(ask.uow, row.id, input.subject, answers)
    return row
