"""What can be read of identity numbers: whether any are kept, and one, for a purpose."""

from datetime import datetime

import strawberry
from strawberry import relay

from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.people.types import Resident
from services.people import service
from services.people.errors import UnknownResident
from tenants.authorization.permissions import Permission


@strawberry.type(description="Whether the county keeps identity numbers, and by what.")
class IdentityNumbers:
    allowed: bool = strawberry.field(description="Whether any may be kept now.")
    document: str = strawberry.field(description="What that rests on; empty: never turned on.")
    since: datetime | None = strawberry.field(description="Since when.")
    kept: int | None = strawberry.field(
        description="How many are kept, for who turns it on and off; else null."
    )


@query(Permission.PEOPLE_READ, description="Whether this county keeps identity numbers.")
async def identity_numbers(info: Info) -> IdentityNumbers:
    viewer = info.context.viewer
    async with info.context.unit_of_work() as uow:
        rule = await service.identity_rule(uow)
        manages = viewer.may(Permission.IDENTITY_MANAGE, uow.tenant.code)
        kept = await service.count_identities(uow) if manages else None
    return IdentityNumbers(
        allowed=rule is not None and rule.allowed,
        document=rule.document if rule else "",
        since=rule.at if rule else None,
        kept=kept,
    )


@query(
    Permission.IDENTITY_READ,
    description="Somebody's whole identity number, for a purpose. Recorded; the person sees it.",
)
async def identity_number(info: Info, resident_id: relay.GlobalID, purpose: str) -> str:
    viewer = info.context.viewer
    key = local_id(resident_id, Resident, "residentId")
    missing = UnknownResident(path=("residentId",))
    async with info.context.unit_of_work() as uow:
        person = (await service.load_residents(uow, [key])).get(key)
        if person is None:
            raise missing
        viewer.require(Permission.IDENTITY_READ, person.village_code, missing)
        return await service.read_identity(uow, key, purpose)


FIELDS = [identity_numbers, identity_number]
