"""Jobs and sweeps of the people capability."""

from services.people import service
from tenants.jobs import Job, actor, sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


@actor("people.sync_roles", max_retries=10, time_limit_seconds=300)
async def sync_roles(job: Job, *, village_code: str) -> None:
    """Make the roles of a village's accounts those of its roll, after the roll moved there."""
    async with job.once() as uow:
        for resident in await service.list_residents(uow, village_code):
            await service.sync_roles(uow, resident.id)


@sweep("people.find_villages_to_check", every_seconds=24 * 3600)
async def find_villages_to_check(tenant: Tenant) -> None:
    """Queue one job for each village whose assignments are searched; once a day."""
    async with unit_of_work(tenant) as uow:
        for village_code in await service.villages_to_check(uow):
            uow.enqueue("people.check_assignments", village_code=village_code)


@actor("people.check_assignments", max_retries=3, time_limit_seconds=60)
async def check_assignments(job: Job, *, village_code: str) -> None:
    """Search one village for offices that bar each other and for one who does everything."""
    async with job.once() as uow:
        await service.check_assignments(uow, village_code)


@sweep("people.purge_uploads", every_seconds=3600)
async def purge_uploads(tenant: Tenant) -> None:
    """Delete uploaded rolls past their day; they hold personal data."""
    async with unit_of_work(tenant) as uow:
        await service.purge_uploads(uow)


@sweep("people.forget_slips", every_seconds=3600)
async def forget_slips(tenant: Tenant) -> None:
    """Delete printed slips that ran out a month ago."""
    async with unit_of_work(tenant) as uow:
        await service.forget_slips(uow)
