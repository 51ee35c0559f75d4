"""End a seat in a township's party committee."""

from schema.core.mutations import Ask, mutation
from schema.core.node import local_id
from schema.people.inputs import TownshipMemberEndInput
from schema.people.types import TownshipMember
from services.people import models, service
from services.people.errors import (
    DayInFuture,
    TermDaysWrong,
    TownshipMemberWords,
    UnknownTownshipMember,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"member": TownshipMember},
    refuses=(DayInFuture, TermDaysWrong, TownshipMemberWords, UnknownTownshipMember),
    description="End a seat by the document that ends it; the entry is kept.",
)
async def township_member_end(ask: Ask, input: TownshipMemberEndInput) -> models.TownshipMember:
    key = local_id(input.township_member_id, TownshipMember, "townshipMemberId")
    found = (await service.load_township_members(ask.uow, [key])).get(key)
    missing = UnknownTownshipMember(path=("townshipMemberId",))
    if found is None:
        raise missing
    ask.viewer.require(Permission.PEOPLE_MANAGE, found.township_code, missing)
    return await service.end_township_member(ask.uow, key, until=input.until, source=input.source)
