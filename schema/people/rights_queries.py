"""What can be read of lost political rights: of one person, by those who keep the offices."""

from collections.abc import Sequence
from uuid import UUID

from strawberry import relay

from schema.core import connection
from schema.core.connection import Connection
from schema.core.context import Info
from schema.core.node import local_id
from schema.core.queries import query
from schema.people.types import Resident, RightsLoss
from services.people import models, service
from services.people.errors import UnknownResident
from tenants.authorization.permissions import Permission


@query(
    Permission.PEOPLE_MANAGE,
    description="What was entered about somebody's political rights, newest first. Recorded.",
)
async def rights_losses(
    info: Info,
    resident_id: relay.GlobalID,
    first: int = connection.DEFAULT,
    after: str | None = None,
) -> Connection[RightsLoss]:
    wanted = local_id(resident_id, Resident, "residentId")

    async def fetch(key: UUID | None, limit: int) -> Sequence[models.RightsLoss]:
        async with info.context.unit_of_work() as uow:
            missing = UnknownResident(path=("residentId",))
            person = (await service.load_residents(uow, [wanted])).get(wanted)
            if person is None:
                raise missing
            viewer = info.context.viewer
            viewer.require(Permission.PEOPLE_MANAGE, person.village_code, missing)
            await service.record_rights_read(uow, person.id, person.village_code)
            return await service.list_rights_losses(uow, person.id, after=key, first=limit)

    return await connection.page(first, after, fetch, RightsLoss.of)


FIELDS = [rights_losses]
