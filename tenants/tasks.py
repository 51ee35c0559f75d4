"""Jobs of identity: sending a code, and forgetting what is no longer needed."""

from collections.abc import Iterable
from uuid import UUID

from infra import clock
from infra.senders import sender
from tenants import dead_jobs, endings, one_time_codes, repository
from tenants.endings import Ending
from tenants.jobs import Job, actor, sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

BATCH = 500
MOST_BATCHES = 20


@actor("accounts.send_code", max_retries=5, time_limit_seconds=60)
async def send_code(job: Job, *, code_id: str) -> None:
    """Send a one-time code; a second run sends the same digits under the same message key."""
    async with job.unit_of_work() as uow:
        message = await one_time_codes.message(uow, UUID(code_id))
    if message:
        await sender().send(message)
    async with job.once() as uow:
        if message:
            await one_time_codes.mark_sent(uow, UUID(code_id))


async def _forget(tenant: Tenant, ended: Iterable[Ending]) -> None:
    """Delete in short transactions; what is left over goes at the next turn."""
    for kind, over in ended:
        for _ in range(MOST_BATCHES):
            async with unit_of_work(tenant) as uow:
                gone = await repository.delete_some(uow.session, kind, over, BATCH)
            if gone < BATCH:
                break


@sweep("accounts.forget", every_seconds=3600)
async def forget(tenant: Tenant) -> None:
    """Delete codes, sessions, authenticators and tokens whose time is long over."""
    await _forget(tenant, endings.of_identity(clock.now()))


@sweep("privacy.forget", every_seconds=3600)
async def forget_traces(tenant: Tenant) -> None:
    """Delete old answers, jobs that ran and sign-ins past the time that the law wants kept."""
    await _forget(tenant, endings.of_traces(clock.now()))


@sweep("jobs.report_dead", every_seconds=60)
async def report_dead(tenant: Tenant) -> None:
    """Tell `/readyz` how many jobs were given up, and that there are none any more."""
    await dead_jobs.report(tenant)
