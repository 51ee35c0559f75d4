"""Carries outbox rows to the queue, again if need be, until the inbox shows that each one ran."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from dramatiq import Message
from redis.exceptions import RedisError
from sqlalchemy import Row, exists, select, update
from sqlmodel import col

from infra import clock, valkey
from infra.broker import broker
from infra.logging import logger
from infra.outbox import InboxRow, OutboxRow
from tenants import dead_jobs, jobs
from tenants.job_registry import ACTORS
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

BATCH = 100
RESEND_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 50


def _message(county: str, row: OutboxRow) -> Message[None]:
    account = str(row.account_id) if row.account_id else None
    return Message(
        queue_name=ACTORS[row.name].queue,
        actor_name=row.name,
        args=(county, str(row.id), account),
        kwargs=row.arguments,
        options={},
    )


async def send_pending(tenant: Tenant) -> int:
    """Send the rows that are due and return how many; SKIP LOCKED lets several relays work."""
    async with unit_of_work(tenant) as uow:
        due = (col(OutboxRow.state) == "pending") & (col(OutboxRow.not_before) <= clock.now())
        statement = select(OutboxRow).where(due).order_by(col(OutboxRow.id)).limit(BATCH)
        rows = (await uow.session.scalars(statement.with_for_update(skip_locked=True))).all()
        for row in rows:
            await asyncio.to_thread(broker().enqueue, _message(tenant.code, row))
            row.state, row.sent_at, row.attempts = "sent", clock.now(), row.attempts + 1
        return len(rows)


async def run_here(tenant: Tenant) -> None:
    """Run the due jobs of a county in this process, in order, as a worker would.

    For the demonstration and for tests. A worker that gets the same rows finds the inbox keys.
    """
    while True:
        async with unit_of_work(tenant) as uow:
            due = (col(OutboxRow.state) == "pending") & (col(OutboxRow.not_before) <= clock.now())
            statement = select(OutboxRow).where(due).order_by(col(OutboxRow.id)).limit(1)
            row = (await uow.session.scalars(statement.with_for_update())).first()
            if row is None:
                return
            row.state, row.sent_at = "sent", clock.now()
        account = str(row.account_id) if row.account_id else None
        await jobs.run(row.name, tenant.code, str(row.id), account, **row.arguments)


async def _was_emptied(tenant: Tenant) -> bool:
    """Say whether Valkey forgot the county since the last look: everything sent is gone."""
    try:
        return bool(await valkey.client().set(f"{tenant.code}:relayed", "1", nx=True))
    except (RedisError, OSError):
        return False  # the next look will tell


async def reconcile(tenant: Tenant) -> None:
    """Mark what the inbox has as done; send again what was sent long ago and never ran.

    Where Valkey was emptied, whatever never ran goes again at once. What was sent MOST_ATTEMPTS
    times and never ran is dead, and an alarm (SECURITY 20): the log and `/readyz` say so.
    """
    emptied = await _was_emptied(tenant)
    dead = await _reconcile(tenant, emptied=emptied)
    for key, name in dead:
        logger().error("job.dead", county=tenant.code, job=str(key), actor_name=name)
    if dead:
        await dead_jobs.report(tenant)


async def _reconcile(tenant: Tenant, *, emptied: bool) -> Sequence[Row[UUID, str]]:
    """Return keys and names of the jobs that are given up, once that is committed."""
    async with unit_of_work(tenant) as uow:
        ran = exists().where(col(InboxRow.key) == col(OutboxRow.id))
        sent = col(OutboxRow.state) == "sent"
        await uow.session.execute(update(OutboxRow).where(sent, ran).values(state="done"))
        long_ago = clock.now() - (timedelta(0) if emptied else RESEND_AFTER)
        late = sent & ~ran & (col(OutboxRow.sent_at) < long_ago)
        again = late & (col(OutboxRow.attempts) < MOST_ATTEMPTS)
        await uow.session.execute(update(OutboxRow).where(again).values(state="pending"))
        given_up = late & (col(OutboxRow.attempts) >= MOST_ATTEMPTS)
        dead = update(OutboxRow).where(given_up).values(state="dead")
        found = await uow.session.execute(dead.returning(col(OutboxRow.id), col(OutboxRow.name)))
        return found.all()
