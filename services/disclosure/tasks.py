"""The worker's part: publish in four steps, sign heads, send texts, pick up what was left."""

from datetime import timedelta
from uuid import UUID

from infra import clock
from services.disclosure import repository
from services.disclosure.service import publishing, texting
from services.transparency import service as transparency
from tenants.jobs import Job, actor, sweep
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

STUCK_AFTER = timedelta(seconds=60)


@actor("disclosure.publish", max_retries=8, time_limit_seconds=240)
async def publish(job: Job, *, bulletin_id: str) -> None:
    """Publish a bulletin; a worker killed between any two steps loses and doubles nothing."""
    bulletin = UUID(bulletin_id)
    async with job.unit_of_work() as uow:
        await publishing.log(uow, bulletin)
    await sign(job, bulletin)
    await print_sheets(job, bulletin)
    async with job.once() as uow:
        await publishing.publish(uow, bulletin)


async def sign(job: Job, bulletin: UUID) -> None:
    """Step 2: sign the head of the log and keep it off the database before anything shows."""
    async with job.unit_of_work() as uow:
        if await publishing.is_under_a_kept_head(uow, bulletin):
            return
    await sign_and_keep(job)


async def sign_and_keep(job: Job) -> None:
    """Sign a head, commit it, and only then write its copy outside the database."""
    async with job.unit_of_work() as uow:
        head = await transparency.sign_checkpoint(uow)
        signed = head.note
    async with job.unit_of_work() as uow:
        await transparency.persist_checkpoint(uow, signed)


async def print_sheets(job: Job, bulletin: UUID) -> None:
    """Step 3: print what is missing; no transaction is open while the typesetter works."""
    async with job.unit_of_work() as uow:
        work = await publishing.to_print(uow, bulletin)
    if work is None:
        return
    poster, formats = work
    files = await publishing.print_sheets(job.tenant.code, bulletin, poster, formats)
    async with job.unit_of_work() as uow:
        await publishing.keep_sheets(uow, files)


@actor("disclosure.sign_head", max_retries=8, time_limit_seconds=60)
async def sign_head(job: Job) -> None:
    """Sign and keep a head for a leaf that no publication follows, such as a withdrawal."""
    await sign_and_keep(job)
    async with job.once():
        pass


@actor("disclosure.send_text", max_retries=8, time_limit_seconds=600)
async def send_text(job: Job, *, text_id: str) -> None:
    """Send one text through its channel, by day and unless it was withdrawn in time."""
    text = UUID(text_id)
    if texting.is_quiet_hour():
        async with job.once() as uow:
            await texting.postpone(uow, text)
        return
    async with job.unit_of_work() as uow:
        opened = await texting.open_text(uow, text)
        too_early = opened is None and await texting.is_waiting(uow, text)
    if too_early:  # this worker's clock is behind the scheduler's: the reconciler sends it again
        return
    more = opened is not None
    while more:
        async with job.unit_of_work() as uow:
            more = await texting.send_batch(uow, text)
    async with job.once() as uow:
        await texting.finish(uow, text)


@sweep("disclosure.resume", every_seconds=60)
async def resume(tenant: Tenant) -> None:
    """Queue again what has been on its way for over a minute."""
    async with unit_of_work(tenant) as uow:
        before = clock.now() - STUCK_AFTER
        for bulletin in await repository.list_stuck(uow.session, before):
            uow.enqueue("disclosure.publish", bulletin_id=str(bulletin))
        for text in await repository.list_due_texts(uow.session, before):
            uow.enqueue("disclosure.send_text", text_id=str(text))
