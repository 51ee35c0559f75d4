"""Enter a member of a township's party committee."""

from schema.core.mutations import Ask, mutation
from schema.people.inputs import TownshipMemberRecordInput
from schema.people.types import TownshipMember
from services.people import models, service
from services.people.errors import (
    DayInFuture,
    TownshipChairTaken,
    TownshipCommitteeFull,
    TownshipMemberWords,
    UnknownTownship,
)
from tenants.authorization.permissions import Permission


@mutation(
    Permission.PEOPLE_MANAGE,
    returns={"member": TownshipMember},
    refuses=(
        DayInFuture,
        TownshipChairTaken,
        TownshipCommitteeFull,
        TownshipMemberWords,
        UnknownTownship,
    ),
    description="Enter a member of a township's party committee by the document that seated them.",
)
async def township_member_record(
    ask: Ask, input: TownshipMemberRecordInput
) -> models.TownshipMember:
    ask.viewer.require(Permission.PEOPLE_MANAGE, input.township_code)
    return await service.record_township_member(
        ask.uow,
        input.township_code,
        name=input.name,
        post=input.post,
        chairs=input.chairs,
        since=input.since,
        source=input.source,
    )
