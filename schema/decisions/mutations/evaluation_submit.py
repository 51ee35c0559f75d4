"""Say whether it was really done."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import EvaluationSubmitInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import AlreadyEvaluated, NotOfThisVillage, WrongStep
from tenants.authorization.permissions import Permission


@mutation(
    Permission.EVALUATION_SUBMIT,
    returns={"matter": Matter},
    refuses=(AlreadyEvaluated, NotOfThisVillage, WrongStep),
    description="Say whether it was really done; each resident once.",
)
async def evaluation_submit(ask: Ask, input: EvaluationSubmitInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.EVALUATION_SUBMIT)
    await service.evaluate(ask.uow, row.id, input.answer, input.words)
    return row
