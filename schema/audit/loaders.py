"""Batches of audit events for one request."""

from collections.abc import Sequence
from uuid import UUID

from services.audit import service
from services.audit.models import AuditEvent
from tenants.unit_of_work import UnitOfWork


async def events(uow: UnitOfWork, ids: Sequence[UUID]) -> list[AuditEvent | None]:
    """Return events by id, in the order of the ids."""
    found = await service.load_many(uow, ids)
    return [found.get(one) for one in ids]
