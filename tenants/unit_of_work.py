"""One transaction inside one county's fence: the only way to a county's rows."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import Session

from infra import clock
from infra.database import app_engine
from infra.outbox import CHANNEL, OutboxRow
from tenants import job_registry
from tenants.registry import Tenant


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, the resident behind it if any, and a label for the record."""

    account_id: UUID | None
    resident_id: UUID | None
    label: str


SYSTEM = Actor(None, None, "system")


@dataclass
class UnitOfWork:
    """A session inside the fence, with the jobs that leave when it commits."""

    session: AsyncSession
    tenant: Tenant
    actor: Actor
    jobs: int = 0

    def enqueue(
        self, name: str, /, *, delay: timedelta = timedelta(0), **arguments: str | int
    ) -> UUID:
        """Write a job to the outbox; it is sent after the commit, and forgotten on rollback.

        Raises UnknownJob at once for a name that no actor bears.
        """
        job_registry.check(name)
        row = OutboxRow(
            name=name,
            arguments=arguments,
            account_id=self.actor.account_id,
            not_before=clock.now() + delay,
        )
        self.session.add(row)
        self.jobs += 1
        return row.id

    @property
    def now(self) -> datetime:
        """The present moment by the only clock."""
        return clock.now()


_ENTER = text(
    "SELECT set_config('role', :role, true), set_config('search_path', :path, true),"
    " set_config('statement_timeout', :timeout, true)"
)
_LEAVE = text(
    "SELECT set_config('role', 'none', true), set_config('search_path', 'public', true),"
    " set_config('statement_timeout', '0', true)"
)
STATEMENT_TIMEOUT = 15_000


def _enter(session: Session, tenant: Tenant, milliseconds: int) -> None:
    """Put the transaction inside the fence; all settings end with the transaction."""
    values = {"role": tenant.role, "path": tenant.schema, "timeout": str(milliseconds)}
    session.connection().execute(_ENTER, values)


@asynccontextmanager
async def unit_of_work(
    tenant: Tenant, actor: Actor = SYSTEM, *, statement_timeout: int = STATEMENT_TIMEOUT
) -> AsyncIterator[UnitOfWork]:
    """Open a fenced transaction; commit when the block ends, roll back if it raises.

    `statement_timeout` is in milliseconds.
    """
    async with AsyncSession(app_engine(), expire_on_commit=False) as session:
        await session.run_sync(_enter, tenant, statement_timeout)
        uow = UnitOfWork(session=session, tenant=tenant, actor=actor)
        yield uow
        if uow.jobs:
            await session.flush()  # the outbox rows must be written before the relay is told
            await _tell_relay(uow)
        await session.commit()  # whatever raises before it closes the session: all is rolled back


@asynccontextmanager
async def joined_unit_of_work(
    connection: AsyncConnection, tenant: Tenant, actor: Actor = SYSTEM
) -> AsyncIterator[UnitOfWork]:
    """Step inside the fence for a part of the owner's transaction, which keeps all or nothing.

    Only for opening and restoring a county: its rows and its registry row appear together.
    """
    async with AsyncSession(connection, expire_on_commit=False) as session:
        await session.run_sync(_enter, tenant, STATEMENT_TIMEOUT)
        uow = UnitOfWork(session=session, tenant=tenant, actor=actor)
        yield uow
        await session.flush()
        if uow.jobs:
            await _tell_relay(uow)
    await connection.execute(_LEAVE)


async def _tell_relay(uow: UnitOfWork) -> None:
    await uow.session.execute(
        text("SELECT pg_notify(:channel, :county)"),
        {"channel": CHANNEL, "county": uow.tenant.code},
    )
