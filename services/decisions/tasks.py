"""Jobs of decisions: what is over goes on by itself, and an emptied ballot box loses its key."""

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


@sweep("decisions.find_evaluations_over", every_seconds=60)
async def find_evaluations_over(tenant: Tenant) -> None:
    """Find the evaluations whose days are over and queue one job each."""
    async with unit_of_work(tenant) as uow:
        for matter_id in await service.evaluations_over(uow):
            uow.enqueue("decisions.close_evaluation", matter_id=str(matter_id))


@actor("decisions.close_evaluation", max_retries=3, time_limit_seconds=30)
async def close_evaluation(job: Job, *, matter_id: str) -> None:
    """Close one evaluation, or ask again; it is judged again under lock."""
    async with job.once() as uow:
        await service.close_evaluation(uow, UUID(matter_id))


@actor("decisions.destroy_box_key", max_retries=5, time_limit_seconds=30)
async def destroy_box_key(job: Job, *, vote_id: str) -> None:
    """Destroy the key of a ballot box once what was in it is counted and committed."""
    async with job.once() as uow:
        service.destroy_box_key(uow, UUID(vote_id))
