"""The scheduler process: carries outbox rows to the queue and runs the sweeps of every county."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import asyncpg
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from structlog.contextvars import bound_contextvars

import services.jobs  # noqa: F401 - declares all actors and sweeps
from infra.database import app_engine
from infra.errors import DomainError, Trouble
from infra.logging import logger
from infra.outbox import CHANNEL
from infra.settings import settings
from tenants import registry, relay
from tenants.job_registry import SWEEPS
from tenants.registry import Tenant

PASS_SECONDS = 5
_PARALLEL = 8
_LEADER_LOCK = 0x5CED
_TRANSIENT = (SQLAlchemyError, asyncpg.PostgresError, RedisError, OSError, Trouble, TimeoutError)


async def _guarded(what: str, run: Callable[[], Awaitable[object]]) -> None:
    """Run one piece of work; one county's hindrance must not stop the others."""
    try:
        await run()
    except (*_TRANSIENT, DomainError) as error:
        logger().warning("scheduler.trouble", work=what, kind=type(error).__name__)


async def drain(tenant: Tenant) -> None:
    """Send everything that is due in one county."""
    while await relay.send_pending(tenant) == relay.BATCH:
        pass


class Scheduler:
    """Two loops: one wakes on a commit anywhere, one goes over all counties now and then."""

    def __init__(self) -> None:
        """Start with nothing woken and no sweep run yet."""
        self.woken: asyncio.Queue[str] = asyncio.Queue()
        self.last_run: dict[tuple[str, str], float] = {}
        self.gate = asyncio.Semaphore(_PARALLEL)

    async def _listen(self) -> None:
        """Hear of commits; when the connection breaks, the regular pass still finds the rows."""
        while True:
            try:
                connection = await asyncpg.connect(settings().database_app_url)
                await connection.add_listener(
                    CHANNEL, lambda _c, _p, _ch, county: self.woken.put_nowait(county)
                )
                closed = asyncio.Event()
                connection.add_termination_listener(lambda _c, closed=closed: closed.set())
                await closed.wait()
                await asyncio.sleep(1)
            except (asyncpg.PostgresError, OSError):
                await asyncio.sleep(1)

    async def _send_when_woken(self) -> None:
        while True:
            codes = {await self.woken.get()}
            while not self.woken.empty():
                codes.add(self.woken.get_nowait())
            for code in codes:
                with bound_contextvars(county=code):
                    await _guarded("relay", lambda code=code: self._drain_code(code))  # type: ignore[misc]

    async def _drain_code(self, code: str) -> None:
        await drain(await registry.find(code))

    async def _tend(self, tenant: Tenant) -> None:
        """Give one county its regular pass: relay, reconciler and the sweeps that are due."""
        async with self.gate:
            with bound_contextvars(county=tenant.code):
                await _guarded("relay", lambda: drain(tenant))
                await _guarded("reconcile", lambda: relay.reconcile(tenant))
                await self._sweep(tenant)

    async def _sweep(self, tenant: Tenant) -> None:
        for sweep in SWEEPS.values():
            key = (tenant.code, sweep.name)
            if time.monotonic() - self.last_run.get(key, -1e9) >= sweep.every_seconds:
                self.last_run[key] = time.monotonic()
                await _guarded(sweep.name, lambda sweep=sweep: sweep.run(tenant))  # type: ignore[misc]

    async def one_pass(self) -> None:
        """Tend every open county once."""
        tenants = await registry.open_tenants()
        await asyncio.gather(*(self._tend(tenant) for tenant in tenants))

    async def _passes(self) -> None:
        while True:
            await _guarded("pass", self.one_pass)
            await asyncio.sleep(PASS_SECONDS)

    async def run(self) -> None:
        """Work until cancelled; a second scheduler waits for the first one's lock."""
        async with app_engine().connect() as lock:
            while not await lock.scalar(text(f"SELECT pg_try_advisory_lock({_LEADER_LOCK})")):
                await lock.rollback()
                await asyncio.sleep(1)
            await lock.commit()
            logger().info("scheduler.started")
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen())
                group.create_task(self._send_when_woken())
                group.create_task(self._passes())


async def forever() -> None:
    """Run the scheduler, again after PostgreSQL was away."""
    while True:
        try:
            await Scheduler().run()
        except* _TRANSIENT as group:
            logger().warning(
                "scheduler.restart", kinds=[type(e).__name__ for e in group.exceptions]
            )
            await asyncio.sleep(1)
