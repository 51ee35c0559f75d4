"""Turn a need into a matter."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.decisions.errors import CHOOSING
from schema.decisions.opinion_inputs import OpinionTakeUpInput
from schema.decisions.types import Matter, Opinion
from services.decisions import models, service
from services.decisions.errors import EmptyText, OpinionClosed
from services.decisions.proposal import Proposal
from tenants.authorization.permissions import Permission


@mutation(
    Permission.OPINION_TAKE_UP,
    returns={"matter": Matter},
    refuses=(EmptyText, OpinionClosed, *CHOOSING),
    description="Take up a need and begin a matter; the need's words become its first draft.",
)
async def opinion_take_up(ask: Ask, input: OpinionTakeUpInput) -> models.Matter:
    opinion_id = local_id(input.opinion_id, Opinion, "opinionId")
    opinion = await service.find_opinion(ask.uow, opinion_id)
    ask.viewer.require(Permission.OPINION_TAKE_UP, opinion.village_code)
    return await service.draft_matter(
        ask.uow,
        village_code=opinion.village_code,
        matter_type=input.type_key,
        method_id=input.method_key,
        proposal=Proposal(title=input.title, text=opinion.text),
        opinion_id=opinion_id,
    )
