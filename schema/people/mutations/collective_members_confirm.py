"""Enter whom the members' assembly of the collective confirmed."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.inputs import CollectiveMembersConfirmInput
from schema.people.types import Resident
from services.people import service
from services.people.errors import (
    CollectiveSourceNeeded,
    DayInFuture,
    ResidentOfAnotherVillage,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"village_code": str, "added": int},
    refuses=(CollectiveSourceNeeded, DayInFuture, ResidentOfAnotherVillage),
    description="Enter whom the members' assembly confirmed, by its record; who is a member stays.",
)
async def collective_members_confirm(
    ask: Ask, input: CollectiveMembersConfirmInput
) -> dict[str, object]:
    ask.viewer.require(Permission.PEOPLE_REGISTER, input.village_code)
    village = await service.find_village(ask.uow, input.village_code)
    added = await service.confirm_members(
        ask.uow,
        village.code,
        since=input.since,
        source=input.source,
        resident_ids=[local_id(one, Resident, "residentIds") for one in input.resident_ids],
    )
    return {"village_code": village.code, "added": added}
