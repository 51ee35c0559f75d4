"""Hand in one's own opinion sheet."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.paper_inputs import OpinionSheetSubmitInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    ScoreNeeded,
    SheetAlreadyIn,
    SheetsClosed,
    SheetSubjectUnknown,
    WrongStep,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_COMMENT,
    returns={"matter": Matter},
    refuses=(
        ScoreNeeded,
        SheetAlreadyIn,
        SheetSubjectUnknown,
        SheetsClosed,
        WrongStep,
    ),
    description="Hand in one's own sheet: a representative, or one person for a household.",
)
async def opinion_sheet_submit(ask: Ask, input: OpinionSheetSubmitInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_COMMENT)
    answers = service.Answers(input.stance, input.score, input.text)
    await service.submit_sheet(ask.uow, row.id, answers)
    return row
