"""Answer a need."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions.opinion_inputs import OpinionAnswerInput
from schema.decisions.types import Opinion
from services.decisions import models, service
from services.decisions.errors import EmptyText, OpinionClosed
from tenants.authorization.permissions import Permission


@mutation(
    Permission.OPINION_ANSWER,
    returns={"opinion": Opinion},
    refuses=(EmptyText, OpinionClosed),
    description="Answer a need that needs no decision; the villager reads the answer.",
)
async def opinion_answer(ask: Ask, input: OpinionAnswerInput) -> models.Opinion:
    opinion_id = local_id(input.opinion_id, Opinion, "opinionId")
    opinion = await service.find_opinion(ask.uow, opinion_id)
    ask.viewer.require(Permission.OPINION_ANSWER, opinion.village_code)
    return await service.answer_opinion(ask.uow, opinion_id, input.answer)
