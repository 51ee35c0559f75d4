"""Finds the demand that a mutation is about, for an asker who may touch it."""

from uuid import UUID

from strawberry import relay

from schema.core.mutations import Ask
from schema.core.node import local_id
from schema.initiatives.types import Demand
from schema.people.types import OfficeTerm
from services.initiatives import models, service
from services.initiatives.errors import DemandUnknown
from services.people import service as people
from tenants.authorization.permissions import Permission


async def demand(ask: Ask, demand_id: relay.GlobalID, permission: Permission) -> models.Demand:
    """Return the demand, for an asker who holds the permission in its village."""
    row = await service.find(ask.uow, local_id(demand_id, Demand, "demandId"))
    ask.viewer.require(permission, row.village_code, DemandUnknown())
    return row


def key(text: str, *path: str) -> UUID:
    """Return the id in a key; anything else is not found."""
    try:
        return UUID(text)
    except ValueError as error:
        raise DemandUnknown(path=path) from error


async def holder(ask: Ask, term_id: relay.GlobalID | None) -> UUID | None:
    """Return whose term it is; somebody else than a sitting member is refused by the service."""
    if term_id is None:
        return None
    key = local_id(term_id, OfficeTerm, "termId")
    found = await people.load_terms_by_ids(ask.uow, [key])
    return found[key].resident_id if key in found else key
