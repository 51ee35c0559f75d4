"""Whether the viewer may act on a resident: by the village on whose roll the resident is."""

from uuid import UUID

from schema.core.mutations import Ask
from services.people import service
from services.people.errors import UnknownResident
from tenants.authorization.permissions import Permission


async def require_at_home(ask: Ask, resident_id: UUID, permission: Permission) -> None:
    """Refuse a resident who is not there or not the viewer's, with the same answer."""
    found = (await service.load_residents(ask.uow, [resident_id])).get(resident_id)
    if found is None or not ask.viewer.may(permission, found.village_code):
        raise UnknownResident(path=("residentId",))
    ask.viewer.require(permission, found.village_code)
