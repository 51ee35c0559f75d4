"""Answer an objection, or find it right."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.opinion_inputs import ObjectionAnswerInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import (
    EmptyText,
    NothingToReconsider,
    ObjectionAnswered,
    TransitionRefused,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_ADVANCE,
    returns={"matter": Matter},
    refuses=(EmptyText, NothingToReconsider, ObjectionAnswered, TransitionRefused),
    description="Answer an objection raised during the posting, or find it right, which sends "
    "the plan back or reopens the resolution.",
)
async def objection_answer(ask: Ask, input: ObjectionAnswerInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_ADVANCE)
    await service.answer_objection(
        ask.uow, row.id, input.number, input.answer, send_back=input.send_back
    )
    return row
