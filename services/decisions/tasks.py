"""Jobs of decisions: when a posting period is over, the matter goes on by itself."""

from uuid import UUID

from services.decisions import service
from tenants.jobs import Job, actor, sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work


@sweep("decisions.find_postings_over", every_seconds=60)
async def find_postings_over(tenant: Tenant) -> None:
    """Find the postings whose period is over and queue one job each."""
    async with unit_of_work(tenant) as uow:
        for matter_id, step in await service.postings_over(uow):
            uow.enqueue("decisions.close_posting", matter_id=str(matter_id), step=step)


@actor("decisions.close_posting", max_retries=3, time_limit_seconds=30)
async def close_posting(job: Job, *, matter_id: str, step: str) -> None:
    """Close one posting step; it is judged again under lock."""
    async with job.once() as uow:
        await service.complete_step(uow, UUID(matter_id), expected=step)
