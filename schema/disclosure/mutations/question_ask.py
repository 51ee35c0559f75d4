"""Ask about a published bulletin."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.disclosure.inputs import QuestionAskInput
from schema.disclosure.types import Bulletin, Question
from services.disclosure import service
from services.disclosure.errors import QuestionEmpty, UnknownBulletin, WrongBulletinState
from services.disclosure.models import Question as Row
from tenants.authorization.permissions import Permission


@mutation(
    Permission.QUESTION_ASK,
    returns={"question": Question},
    refuses=(QuestionEmpty, UnknownBulletin, WrongBulletinState),
    description="Ask about a bulletin of one's own village; the public never sees who asked.",
)
async def question_ask(ask: Ask, input: QuestionAskInput) -> Row:
    bulletin_id = local_id(input.bulletin_id, Bulletin, "bulletinId")
    bulletin = await service.find(ask.uow, bulletin_id)
    ask.viewer.require(Permission.QUESTION_ASK, bulletin.village_code, UnknownBulletin())
    return await service.ask(ask.uow, bulletin_id, input.text)
