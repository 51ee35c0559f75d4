"""End a membership of the collective."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.inputs import CollectiveMemberEndInput
from schema.people.types import CollectiveMember
from services.people import models, service
from services.people.errors import (
    CollectiveSourceNeeded,
    DayInFuture,
    UnknownCollectiveMember,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_REGISTER,
    returns={"collective_member": CollectiveMember},
    refuses=(CollectiveSourceNeeded, DayInFuture, UnknownCollectiveMember),
    description="End a membership by the decision or event that ends it; the entry is kept.",
)
async def collective_member_end(
    ask: Ask, input: CollectiveMemberEndInput
) -> models.CollectiveMember:
    key = local_id(input.collective_member_id, CollectiveMember, "collectiveMemberId")
    found = (await service.load_collective_members(ask.uow, [key])).get(key)
    missing = UnknownCollectiveMember(path=("collectiveMemberId",))
    if found is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_REGISTER, found.village_code, missing)
    return await service.end_membership(ask.uow, key, until=input.until, source=input.source)
