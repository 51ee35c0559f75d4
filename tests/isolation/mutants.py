"""Mistakes that somebody could make: each is in force while its block runs."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from sqlalchemy import text
from strawberry.dataloader import DataLoader

from infra import database, storage, valkey
from infra.database import APP_ROLE, owner_engine, run_script
from infra.errors import DomainError, NotFound
from infra.settings import settings
from schema.core import execution
from schema.core.context import Batch, RequestContext
from schema.core.execution import Outcome
from tenants import jobs, rate_limits, registry, unit_of_work
from tenants.job_registry import ACTORS
from tenants.jobs import AlreadyDone, Job
from tests.isolation.world import World

_PUBLIC = ("{ a0: townships", "{ a0: villages", "{ a0: bulletins", "{ a0: village", "publicMatters")


async def _script(statements: str) -> None:
    async with owner_engine().begin() as connection:
        await run_script(connection, statements)


@asynccontextmanager
async def session_level_set() -> AsyncIterator[None]:
    """Role and path are set for the connection: they stay when it goes back to the pool."""
    stays = str(unit_of_work._ENTER).replace(", true)", ", false)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unit_of_work, "_ENTER", text(stays))
        try:
            yield
        finally:
            await database.dispose()


@asynccontextmanager
async def inherited_role(world: World) -> AsyncIterator[None]:
    """The login role has the county's rights without stepping into its role."""
    role = world.victim.county.role
    await _script(f"GRANT {role} TO {APP_ROLE} WITH INHERIT TRUE")
    try:
        yield
    finally:
        await _script(f"GRANT {role} TO {APP_ROLE} WITH INHERIT FALSE")


@contextmanager
def unfiltered_loader_cache() -> Iterator[None]:
    """Loaders live as long as the process, for whoever asks first and for all after."""
    kept: dict[object, DataLoader[UUID, Any]] = {}

    def loader(self: RequestContext, batch: Batch[Any]) -> DataLoader[UUID, Any]:
        if batch not in kept:

            async def load(keys: list[UUID]) -> Sequence[Any]:
                async with self.unit_of_work() as uow:
                    return await batch(uow, keys)

            kept[batch] = DataLoader(load_fn=load)
        return kept[batch]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RequestContext, "loader", loader)
        yield


@contextmanager
def answers_kept_without_county() -> Iterator[None]:
    """Answers to public lists are kept by document and variables."""
    kept: dict[bytes, Outcome] = {}
    real = execution.run

    async def run(
        schema: Any,
        context: RequestContext,
        text: str,
        variables: Mapping[str, Any],
        operation_name: str | None = None,
    ) -> Outcome:
        if not any(one in text for one in _PUBLIC):
            return await real(schema, context, text, variables, operation_name)
        key = orjson.dumps([text, variables], option=orjson.OPT_SORT_KEYS)
        if key not in kept:
            kept[key] = await real(schema, context, text, variables, operation_name)
        return kept[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(execution, "run", run)
        yield


@asynccontextmanager
async def attempts_counted_without_county() -> AsyncIterator[None]:
    """Who guesses here locks the same telephone out everywhere."""

    def limiter(_county: str) -> MovingWindowRateLimiter:
        pool: Any = valkey.client().connection_pool
        kept = RedisStorage(
            "async+redis://", implementation="redispy", connection_pool=pool, key_prefix="limits"
        )
        return MovingWindowRateLimiter(kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rate_limits, "_limiter", limiter)
        try:
            yield
        finally:
            async for key in valkey.client().scan_iter(match="limits*"):
                await valkey.client().delete(key)


@contextmanager
def job_without_county(world: World) -> Iterator[None]:
    """The worker looks for the county that knows the id, instead of being told."""

    async def run(name: str, _county: str, key: str, account: str | None, **given: Any) -> None:
        for side in (world.attacker, world.victim):
            tenant = await registry.find(side.county.code)
            job = Job(tenant, UUID(key), name, UUID(account) if account else None)
            try:
                await ACTORS[name].run(job, **given)
            except (AlreadyDone, DomainError):
                continue

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, "run", run)
        yield


@asynccontextmanager
async def view_across_schemas(world: World) -> AsyncIterator[None]:
    """One county's bulletins are a view of the owner's that reads its neighbour's too."""
    ours, theirs = world.attacker.county, world.victim.county
    await database.dispose()  # as after a release: no plan of the table itself is kept
    await _script(
        f"ALTER TABLE {ours.schema}.bulletin RENAME TO bulletin_own;"
        f"CREATE VIEW {ours.schema}.bulletin AS SELECT * FROM {ours.schema}.bulletin_own"
        f" UNION ALL SELECT * FROM {theirs.schema}.bulletin;"
        f"GRANT SELECT ON {ours.schema}.bulletin TO {ours.role};"
    )
    try:
        yield
    finally:
        await _script(
            f"DROP VIEW {ours.schema}.bulletin;"
            f"ALTER TABLE {ours.schema}.bulletin_own RENAME TO bulletin"
        )


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise NotFound
    return path.read_bytes()


@contextmanager
def file_without_county() -> Iterator[None]:
    """A file is read by its key alone."""

    async def get(_county: str, key: str) -> bytes:
        return _read(settings().home / "files" / key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(storage, "get", get)
        yield
