"""Record whether a village has a collective organisation."""

from schema.core.mutations import Ask, mutation
from schema.decisions.method_inputs import CollectiveRecordInput
from services.decisions import service
from services.decisions.errors import (
    ReasonNeeded,
)
from services.people import service as people
from tenants.authorization.permissions import Permission


@mutation(
    Permission.METHOD_MANAGE,
    returns={"village_code": str},
    refuses=(ReasonNeeded,),
    description="Record whether a village has a collective organisation; if not, its bodies act.",
)
async def collective_record(ask: Ask, input: CollectiveRecordInput) -> dict[str, str]:
    ask.viewer.require(Permission.METHOD_MANAGE, input.village_code)
    village = await people.find_village(ask.uow, input.village_code)
    await service.record_collective(
        ask.uow,
        village_code=village.code,
        exists=input.exists,
        since=input.since,
        source=input.source,
    )
    return {"village_code": village.code}
