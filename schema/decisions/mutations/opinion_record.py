"""Type in a suggestion for somebody of a represented household."""

from schema.core.mutations import Ask, mutation
from schema.decisions.opinion_inputs import OpinionRecordInput
from schema.decisions.sent_files import KEEPING_FILES, decoded_files
from schema.decisions.types import Opinion
from services.decisions import models, service
from services.decisions.errors import EmptyText, NobodyOfThisName, NotYourHousehold
from services.people import service as people
from tenants.authorization.permissions import Permission


@mutation(
    Permission.OPINION_RECORD,
    returns={"opinion": Opinion},
    refuses=(EmptyText, NobodyOfThisName, NotYourHousehold, *KEEPING_FILES),
    description="Type in (代录) what somebody of a household said that chose the viewer as its "
    "representative; that person is the author and finds it among their own.",
)
async def opinion_record(ask: Ask, input: OpinionRecordInput) -> models.Opinion:
    ask.viewer.require(Permission.OPINION_RECORD, input.village_code)
    village = await people.find_village(ask.uow, input.village_code)
    return await service.record_opinion(
        ask.uow,
        village_code=village.code,
        household=input.household,
        name=input.name,
        category=input.category,
        text=input.text,
        files=decoded_files(input.files),
    )
