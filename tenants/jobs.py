"""Actors and sweeps: coroutines that run in a worker, one county each, one effect each."""

from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

import dramatiq
import structlog
from dramatiq.brokers.redis import RedisBroker
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from infra.errors import DomainError, NotFound
from infra.logging import logger
from infra.outbox import InboxRow, OutboxRow
from tenants import registry
from tenants.job_registry import ACTORS, SWEEPS, ActorSpec, SweepSpec
from tenants.registry import Tenant
from tenants.unit_of_work import Actor, UnitOfWork, unit_of_work

P = ParamSpec("P")
Sweep = Callable[[Tenant], Coroutine[Any, Any, None]]


class AlreadyDone(Exception):
    """The inbox knows this job: its effect is committed and nothing is left to do."""


class JobUnknown(NotFound):
    """A message that no committed row of the county's outbox stands behind."""

    code = "JOB_UNKNOWN"
    zh = "队列里的这件工作在本县没有登记，没有执行。请核对是谁写进队列的。"
    en = (
        "No committed job of this county stands behind the message; it was not run. "
        "Find out who wrote it."
    )


@dataclass(frozen=True)
class Job:
    """One run of an actor: its county, its inbox key and the account on whose behalf it acts."""

    tenant: Tenant
    key: UUID
    name: str
    account_id: UUID | None = None

    @property
    def actor(self) -> Actor:
        """Who the record names as the doer."""
        return Actor(self.account_id, None, f"job {self.name}")

    @asynccontextmanager
    async def unit_of_work(self) -> AsyncIterator[UnitOfWork]:
        """Open a fenced transaction for a step that is harmless when it runs twice."""
        async with unit_of_work(self.tenant, self.actor) as uow:
            yield uow

    @asynccontextmanager
    async def once(self) -> AsyncIterator[UnitOfWork]:
        """Open a fenced transaction that commits together with the inbox key.

        Raises AlreadyDone when the job has committed before.
        """
        async with unit_of_work(self.tenant, self.actor) as uow:
            statement = insert(InboxRow).values(key=self.key, name=self.name)
            done = await uow.session.execute(
                statement.on_conflict_do_nothing().returning(col(InboxRow.key))
            )
            if done.first() is None:
                raise AlreadyDone
            yield uow


def actor(
    name: str, *, max_retries: int, time_limit_seconds: int, queue: str = "default"
) -> Callable[
    [Callable[Concatenate[Job, P], Coroutine[Any, Any, None]]],
    Callable[Concatenate[Job, P], Coroutine[Any, Any, None]],
]:
    """Declare a coroutine as the actor of this name and return it unchanged."""

    def declare(
        run: Callable[Concatenate[Job, P], Coroutine[Any, Any, None]],
    ) -> Callable[Concatenate[Job, P], Coroutine[Any, Any, None]]:
        ACTORS[name] = ActorSpec(name, run, queue, max_retries, time_limit_seconds)
        return run

    return declare


def sweep(name: str, *, every_seconds: int) -> Callable[[Sweep], Sweep]:
    """Declare a coroutine that the scheduler runs for every open tenant."""

    def declare(run: Sweep) -> Sweep:
        SWEEPS[name] = SweepSpec(name, run, every_seconds)
        return run

    return declare


async def run(
    name: str, county: str, key: str, account: str | None, **arguments: str | int
) -> None:
    """Run one job as the worker does: find the county, bind the log, swallow a second run."""
    structlog.contextvars.clear_contextvars()
    # What comes after in this task is another's: it bears neither this job's key nor its county.
    with structlog.contextvars.bound_contextvars(county=county, job=key, actor_name=name):
        await _run(name, county, key, account, arguments)


async def _run(
    name: str, county: str, key: str, account: str | None, arguments: Mapping[str, str | int]
) -> None:
    try:
        job = await _committed(name, county, key, account, arguments)
    except NotFound as refusal:
        # Nothing is written down: a suspended county's job comes again when it is open.
        logger().warning("job.refused", code=refusal.code)
        return
    try:
        await ACTORS[name].run(job, **arguments)
    except AlreadyDone:
        logger().info("job.already_done")
    except DomainError as refusal:
        # A refusal will be the same next time: it is recorded and not tried again.
        logger().warning("job.refused", code=refusal.code)
        await _close(job)


async def _committed(
    name: str, county: str, key: str, account: str | None, arguments: Mapping[str, str | int]
) -> Job:
    """Return the job, if the county's outbox holds it word for word; raises NotFound.

    The queue is a cache that others may write to (SECURITY 1, 9): what runs, for whom and on what
    says the row that was committed together with its cause, by somebody who was allowed to.
    """
    tenant = await registry.find(county)
    job = Job(tenant, _uuid(key), name, _uuid(account) if account else None)
    async with job.unit_of_work() as uow:
        row = await uow.session.get(OutboxRow, job.key)
    if row is None or (row.name, row.account_id) != (name, job.account_id):
        raise JobUnknown
    if row.arguments != arguments:
        raise JobUnknown
    return job


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as error:
        raise JobUnknown from error


async def _close(job: Job) -> None:
    """Put the inbox key of a refused job: without it the reconciler would send it for an hour."""
    with suppress(AlreadyDone):
        async with job.once():
            pass


def declare_all(broker: RedisBroker) -> None:
    """Register every declared actor with the broker; called once, in the worker process."""
    for spec in ACTORS.values():
        declare = dramatiq.actor(
            actor_name=spec.name,
            queue_name=spec.queue,
            broker=broker,
            max_retries=spec.max_retries,
            time_limit=spec.time_limit_seconds * 1000,
        )
        declare(_entry(spec.name))


def _entry(name: str) -> Callable[..., Coroutine[Any, Any, None]]:
    async def entry(county: str, key: str, account: str | None, **arguments: str | int) -> None:
        await run(name, county, key, account, **arguments)

    entry.__name__ = name.replace(".", "_")
    return entry
