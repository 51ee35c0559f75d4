"""Answer a question about a bulletin."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.disclosure.inputs import QuestionAnswerInput
from schema.disclosure.types import Question
from services.disclosure import service
from services.disclosure.errors import QuestionAnswered, QuestionEmpty, UnknownQuestion
from services.disclosure.models import Question as Row
from tenants.authorization.permissions import Permission


@mutation(
    Permission.QUESTION_ANSWER,
    returns={"question": Question},
    refuses=(QuestionAnswered, QuestionEmpty, UnknownQuestion),
    description="Answer a question; the answer's bulletin waits for somebody else's approval.",
)
async def question_answer(ask: Ask, input: QuestionAnswerInput) -> Row:
    question_id = local_id(input.question_id, Question, "questionId")
    found = (await service.load_questions(ask.uow, [question_id])).get(question_id)
    if found is None:
        raise UnknownQuestion
    ask.viewer.require(Permission.QUESTION_ANSWER, found.village_code, UnknownQuestion())
    return await service.answer(ask.uow, question_id, input.text)
