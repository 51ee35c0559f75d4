"""The sweep that seals audit events and writes the newest seal down outside the database."""

from services.audit import service
from tenants.jobs import sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


@sweep("audit.seal", every_seconds=60)
async def seal(tenant: Tenant) -> None:
    """Seal what was written since the last run, a batch in a transaction."""
    sealed = service.BATCH
    while sealed == service.BATCH:
        async with unit_of_work(tenant) as uow:
            sealed = await service.seal(uow)
        async with unit_of_work(tenant) as uow:
            await service.keep_head(uow)
