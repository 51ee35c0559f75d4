"""Record what the assembly delegated."""

from schema.core.mutations import Ask, mutation
from schema.decisions.errors import DaysReversed
from schema.decisions.inputs import DelegationRecordInput
from services.decisions import service
from services.decisions.errors import DelegationRefused, ReasonNeeded
from services.people import service as people
from tenants.authorization.permissions import Permission


@mutation(
    Permission.MEETING_RECORD,
    returns={"village_code": str},
    refuses=(DaysReversed, DelegationRefused, ReasonNeeded),
    description="Record that the assembly, or the collective's charter, lets representatives "
    "decide a kind of matter.",
)
async def delegation_record(ask: Ask, input: DelegationRecordInput) -> dict[str, str]:
    ask.viewer.require(Permission.MEETING_RECORD, input.village_code)
    village = await people.find_village(ask.uow, input.village_code)
    if input.until < input.since:
        raise DaysReversed(path=("until",))
    await service.record_delegation(
        ask.uow,
        village_code=village.code,
        matter_type=input.type_key,
        since=input.since,
        until=input.until,
        source=input.source,
    )
    return {"village_code": village.code}
