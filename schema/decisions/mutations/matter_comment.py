"""Say something about a posted plan."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.inputs import MatterCommentInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import CommentsClosed, EmptyText
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_COMMENT,
    returns={"matter": Matter},
    refuses=(CommentsClosed, EmptyText),
    description="Say something about a plan while it is posted.",
)
async def matter_comment(ask: Ask, input: MatterCommentInput) -> models.Matter:
    row = await touch.matter(ask, input.matter_id, Permission.MATTER_COMMENT)
    await service.comment(ask.uow, row.id, input.text)
    return row
