"""Begin a matter."""

from schema.core.mutations import Ask, mutation
from schema.decisions import touch
from schema.decisions.errors import CHOOSING
from schema.decisions.inputs import MatterDraftInput
from schema.decisions.types import Matter
from services.decisions import models, service
from services.decisions.errors import EmptyText
from services.decisions.proposal import Proposal
from services.people import service as people
from services.people.errors import UnknownVillage
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MATTER_PROPOSE,
    returns={"matter": Matter},
    refuses=(EmptyText, *CHOOSING),
    description="Begin a matter; its kind decides the body, and the method is fixed.",
)
async def matter_draft(ask: Ask, input: MatterDraftInput) -> models.Matter:
    ask.viewer.require(Permission.MATTER_PROPOSE, input.village_code)
    if not await people.place_names(ask.uow, [input.village_code]):
        raise UnknownVillage(path=("villageCode",), village_code=input.village_code)
    return await service.draft_matter(
        ask.uow,
        village_code=input.village_code,
        matter_type=input.type_key,
        method_id=input.method_key,
        proposal=Proposal(title=input.title),
        group_id=touch.group(input.group_id),
    )
