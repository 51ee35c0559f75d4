"""What can be read of the register of interests and of the nightly check of assignments."""

from collections.abc import Sequence
from uuid import UUID

from strawberry import relay

from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.people.types import AssignmentFinding, Interest, Resident
from services.people import models, service
from services.people.errors import UnknownResident
from tenants.authorization.permissions import Permission


@query(Permission.INTEREST_DECLARE, description="What stands declared for the viewer.")
async def my_interests(
    info: Info, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[Interest]:
    mine = info.context.viewer.resident_id

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Interest]:
        if mine is None:
            return []
        async with info.context.unit_of_work() as uow:
            return await service.list_interests(uow, mine, after=key, first=limit)

    return await connection.page(first, after, fetch, Interest.of)


@query(
    Permission.PEOPLE_MANAGE,
    description="What stands declared for somebody whose village's offices the viewer keeps. "
    "Recorded.",
)
async def interests(
    info: Info,
    resident_id: relay.GlobalID,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[Interest]:
    wanted = local_id(resident_id, Resident, "residentId")

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.Interest]:
        async with info.context.unit_of_work() as uow:
            missing = UnknownResident(path=("residentId",))
            holder = (await service.load_residents(uow, [wanted])).get(wanted)
            if holder is None:
                raise missing
            viewer = info.context.viewer
            viewer.require(Permission.PEOPLE_MANAGE, holder.village_code, missing)
            await service.record_interests_read(uow, holder.id, holder.village_code)
            return await service.list_interests(uow, holder.id, after=key, first=limit)

    return await connection.page(first, after, fetch, Interest.of)


@query(
    Permission.PEOPLE_MANAGE,
    description="What the nightly check of assignments found and still stands, oldest first.",
)
async def assignment_findings(
    info: Info, first: int = connection.DEFAULT, after: str | None = None
) -> Connection[AssignmentFinding]:
    info.context.viewer.require_second_factor(Permission.PEOPLE_MANAGE)
    prefixes = info.context.viewer.prefixes(Permission.PEOPLE_MANAGE)

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.AssignmentFinding]:
        async with info.context.unit_of_work() as uow:
            return await service.list_findings(uow, prefixes, after=key, first=limit)

    return await connection.page(first, after, fetch, AssignmentFinding.of)


FIELDS = [my_interests, interests, assignment_findings]
