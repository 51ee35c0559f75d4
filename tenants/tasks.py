"""Jobs of identity: sending a code, and forgetting what is no longer needed."""

from datetime import timedelta
from uuid import UUID

from infra import clock
from infra.senders import sender
from tenants import one_time_codes, repository
from tenants.jobs import Job, actor, sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

CODES_KEPT = timedelta(days=1)
SESSIONS_KEPT = timedelta(days=30)


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


@sweep("accounts.forget", every_seconds=3600)
async def forget(tenant: Tenant) -> None:
    """Delete codes and sessions whose time is long over."""
    async with unit_of_work(tenant) as uow:
        await repository.delete_codes(uow.session, clock.now() - CODES_KEPT)
        await repository.delete_sessions(uow.session, clock.now() - SESSIONS_KEPT)
