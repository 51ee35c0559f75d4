"""Write down a need."""

from schema.core.mutations import Ask, mutation
from schema.decisions.opinion_inputs import OpinionSubmitInput
from schema.decisions.sent_files import KEEPING_FILES, decoded_files
from schema.decisions.types import Opinion
from services.decisions import models, service
from services.decisions.errors import EmptyText
from services.people import service as people
from tenants.authorization.permissions import Permission


@mutation(
    Permission.OPINION_SUBMIT,
    returns={"opinion": Opinion},
    refuses=(EmptyText, *KEEPING_FILES),
    description="Write down a need (我说); the branch takes it up or answers it.",
)
async def opinion_submit(ask: Ask, input: OpinionSubmitInput) -> models.Opinion:
    ask.viewer.require(Permission.OPINION_SUBMIT, input.village_code)
    village = await people.find_village(ask.uow, input.village_code)
    return await service.submit_opinion(
        ask.uow,
        village_code=village.code,
        category=input.category,
        text=input.text,
        files=decoded_files(input.files),
    )
