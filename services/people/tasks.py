"""Sweeps of the people capability."""

from services.people import service
from tenants.jobs import sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


@sweep("people.purge_uploads", every_seconds=3600)
async def purge_uploads(tenant: Tenant) -> None:
    """Delete uploaded rolls past their day; they hold personal data."""
    async with unit_of_work(tenant) as uow:
        await service.purge_uploads(uow)
