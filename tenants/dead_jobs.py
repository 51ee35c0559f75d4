"""Jobs that were sent again and again and never ran: counted, listed, and sent anew by hand."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, exists, func, select, update
from sqlmodel import col

from infra import clock, valkey
from infra.outbox import InboxRow, OutboxRow
from tenants.registry import Tenant
from tenants.unit_of_work import UnitOfWork, unit_of_work

_DEAD = col(OutboxRow.state) == "dead"
MOST_LISTED = 100


def _key(code: str) -> str:
    return f"{code}:jobs-dead"


async def report(tenant: Tenant) -> None:
    """Write where `/readyz` looks how many dead jobs the county has; the record is the outbox."""
    ran = exists().where(col(InboxRow.key) == col(OutboxRow.id))
    async with unit_of_work(tenant) as uow:  # one that came through late is dead no more
        await uow.session.execute(update(OutboxRow).where(_DEAD, ran).values(state="done"))
        count = await uow.session.scalar(select(func.count()).where(_DEAD))
    if count:
        await valkey.client().set(_key(tenant.code), count)
    else:
        await valkey.client().delete(_key(tenant.code))


async def reported(tenants: Sequence[Tenant]) -> dict[str, int]:
    """Return how many dead jobs each county has that has any."""
    if not tenants:
        return {}
    counts = await valkey.client().mget([_key(one.code) for one in tenants])
    pairs = zip(tenants, counts, strict=True)
    return {tenant.code: int(count) for tenant, count in pairs if count}


async def listed(uow: UnitOfWork) -> Sequence[Row[UUID, str, datetime]]:
    """Return key, name and birth of the oldest dead jobs, at most MOST_LISTED."""
    statement = select(col(OutboxRow.id), col(OutboxRow.name), col(OutboxRow.created_at))
    return (
        await uow.session.execute(
            statement.where(_DEAD).order_by(col(OutboxRow.id)).limit(MOST_LISTED)
        )
    ).all()


async def send_anew(uow: UnitOfWork) -> int:
    """Queue every dead job again, with all its attempts, and return how many."""
    fresh = {"state": "pending", "attempts": 0, "not_before": clock.now()}
    statement = update(OutboxRow).where(_DEAD).values(fresh).returning(col(OutboxRow.id))
    return len((await uow.session.execute(statement)).all())
