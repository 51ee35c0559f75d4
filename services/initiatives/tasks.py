"""Sweeps of initiatives."""

from services.initiatives import service
from tenants.jobs import sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


@sweep("initiatives.lapse", every_seconds=900)
async def lapse(tenant: Tenant) -> None:
    """End the demands whose days passed without the number."""
    async with unit_of_work(tenant) as uow:
        await service.lapse(uow)
