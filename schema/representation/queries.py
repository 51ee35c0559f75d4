"""What can be read of representation."""

from schema.core.context import Info
from schema.core.queries import query
from schema.representation.types import VillageRepresentation
from services.people import service as people
from services.representation import posting, service
from tenants.authorization.permissions import Permission


@query(
    Permission.PEOPLE_READ,
    description="Quotas by group, seats, absences and the meeting's make-up today. Recorded.",
)
async def representation(info: Info, village_code: str) -> VillageRepresentation:
    viewer = info.context.viewer
    viewer.require(Permission.PEOPLE_READ, village_code)
    async with info.context.unit_of_work() as uow:
        village = await people.find_village(uow, village_code)
        found = await service.representation_of(uow, village_code)
        notice = await posting.list_notice(uow, village, found)
        await people.record_reading(uow, village_code, residents=len(found.seats))
    return VillageRepresentation.of(found, notice, viewer.locale)


FIELDS = [representation]
