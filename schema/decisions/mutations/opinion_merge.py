"""Take a suggestion into a matter that is there."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions import touch
from schema.decisions.opinion_inputs import OpinionMergeInput
from schema.decisions.types import Opinion
from services.decisions import models, service
from services.decisions.errors import OpinionClosed, OpinionInMatter, OpinionMatterUnfit
from tenants.authorization.permissions import Permission


@mutation(
    Permission.OPINION_TAKE_UP,
    returns={"opinion": Opinion},
    refuses=(OpinionClosed, OpinionInMatter, OpinionMatterUnfit),
    description="Take a suggestion into a matter of its village that is not passed yet; its "
    "author keeps the credit and reads there what becomes of it.",
)
async def opinion_merge(ask: Ask, input: OpinionMergeInput) -> models.Opinion:
    opinion_id = local_id(input.opinion_id, Opinion, "opinionId")
    opinion = await service.find_opinion(ask.uow, opinion_id)
    ask.viewer.require(Permission.OPINION_TAKE_UP, opinion.village_code)
    matter = await touch.matter(ask, input.matter_id, Permission.OPINION_TAKE_UP)
    return await service.merge_opinion(ask.uow, opinion_id, matter.id)
