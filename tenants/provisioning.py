"""Opens, migrates, suspends and erases counties; runs as the owner of the database."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from infra import storage
from infra.database import APP_ROLE, REGISTRY_SCHEMA, owner_engine, run_script
from infra.errors import DomainError
from infra.migrations import runner
from tenants import registry
from tenants.registry import Kind, State, Tenant, tenant_names
from tenants.unit_of_work import UnitOfWork, joined_unit_of_work

PARALLEL_MIGRATIONS = 4
Fill = Callable[[UnitOfWork], Awaitable[None]]
_CODE = re.compile(r"^([0-9]{2}|[0-9]{6})$")


class CountyExists(DomainError):
    """The county is open already."""

    code = "COUNTY_EXISTS"
    zh = "{name}（{county}）已经开通，不用再开。"
    en = "{name} ({county}) is open already; there is nothing to do."


class BadTenantCode(DomainError):
    """The code is neither a county's nor a province's."""

    code = "BAD_TENANT_CODE"
    zh = "“{county}”不是 6 位县级代码或 2 位省级代码。请用国家统计局的区划代码。"
    en = "“{county}” is no 6-digit county code or 2-digit province code. Use the national code."


def _names(code: str) -> tuple[str, str]:
    """Return schema and role; only digits reach SQL."""
    if not _CODE.match(code):
        raise BadTenantCode(county=code)
    return tenant_names(code)


def _fence(schema: str, role: str) -> str:
    """Return the statements that give a county its role and schema, and nobody else a way in."""
    return f"""
        CREATE ROLE {role} NOLOGIN NOINHERIT;
        GRANT {role} TO {APP_ROLE} WITH INHERIT FALSE, SET TRUE;
        GRANT {role} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
        CREATE SCHEMA {schema};
        GRANT USAGE ON SCHEMA {schema} TO {role};
    """


async def _registered(connection: AsyncConnection, code: str) -> str | None:
    found = await connection.execute(
        text(f"SELECT name FROM {REGISTRY_SCHEMA}.tenant WHERE code = :code"),  # noqa: S608
        {"code": code},
    )
    row = found.first()
    return str(row[0]) if row else None


async def _next_generation(connection: AsyncConnection, code: str) -> int:
    """Return how many times the county was opened and erased before, plus one."""
    found = await connection.scalar(
        text(f"SELECT max(generation) FROM {REGISTRY_SCHEMA}.erased WHERE code = :code"),  # noqa: S608
        {"code": code},
    )
    return int(found or 0) + 1


async def _register(connection: AsyncConnection, tenant: Tenant) -> None:
    await connection.execute(
        text(
            f"INSERT INTO {REGISTRY_SCHEMA}.tenant"  # noqa: S608
            " (code, name, kind, schema_name, role_name, state, generation)"
            " VALUES (:code, :name, :kind, :schema, :role, :state, :generation)"
        ),
        asdict(tenant),
    )


@asynccontextmanager
async def opening(
    code: str, name: str, *, generation: int | None = None, state: State = "open"
) -> AsyncIterator[tuple[AsyncConnection, Tenant]]:
    """Make a county's role and empty schema, and register it once the block has filled it.

    All of it is the one transaction that the block gets: an error or a kill leaves no county.
    Without a generation it is the next one. Raises CountyExists, BadTenantCode.
    """
    schema, role = _names(code)
    kind: Kind = "province" if len(code) == 2 else "county"  # noqa: PLR2004 - code lengths
    async with owner_engine().begin() as connection:
        await connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtext(:schema))"), {"schema": schema}
        )
        known = await _registered(connection, code)
        if known:
            raise CountyExists(name=known, county=code)
        number = generation or await _next_generation(connection, code)
        await run_script(connection, _fence(schema, role))
        tenant = Tenant(code, name, kind, schema, role, state, number)
        yield connection, tenant
        await _register(connection, tenant)


async def open_tenant(code: str, name: str, fill: Fill | None = None) -> Tenant:
    """Open a county or a province with its tables and what `fill` writes, or not at all.

    Raises CountyExists when the code is open already, BadTenantCode for any other text.
    """
    async with opening(code, name) as (connection, tenant):
        await run_script(connection, runner.baseline(tenant.schema, tenant.role))
        if fill is not None:
            async with joined_unit_of_work(connection, tenant) as uow:
                await fill(uow)
    return tenant


async def _set_state(code: str, state: str) -> None:
    async with owner_engine().begin() as connection:
        name = await _registered(connection, code)
        if name is None:
            raise registry.UnknownTenant(county=code)
        await connection.execute(
            text(f"UPDATE {REGISTRY_SCHEMA}.tenant SET state = :state WHERE code = :code"),  # noqa: S608
            {"state": state, "code": code},
        )


async def suspend(code: str) -> None:
    """Close a county for everybody; its data stays."""
    await _set_state(code, "suspended")


async def resume(code: str) -> None:
    """Open a suspended county again."""
    await _set_state(code, "open")


async def migrate(codes: Sequence[str] | None = None) -> dict[str, str]:
    """Bring one, several or all tenants to the newest schema; return the outcome of each.

    Each tenant is migrated in a transaction of its own, so that a failure stops only its own
    tenant and a second run goes on where the first one ended.
    """
    known = {tenant.code: tenant for tenant in await registry.all_tenants()}
    missing = [code for code in codes or [] if code not in known]
    if missing:
        raise registry.UnknownTenant(county=", ".join(missing))
    gate = asyncio.Semaphore(PARALLEL_MIGRATIONS)

    async def one(tenant: Tenant) -> tuple[str, str]:
        async with gate:
            return tenant.code, await runner.upgrade(tenant.schema, tenant.role)

    chosen = [known[code] for code in codes] if codes else list(known.values())
    return dict(await asyncio.gather(*(one(tenant) for tenant in chosen)))


async def registry_name(code: str) -> str:
    """Return the name of a tenant, open or suspended; raises UnknownTenant."""
    async with owner_engine().connect() as connection:
        name = await _registered(connection, code)
    if name is None:
        raise registry.UnknownTenant(county=code)
    return name


async def erase(code: str) -> None:
    """Remove a county's schema, role, registry row and files for ever; that it was, is kept.

    The files go last: a kill in between leaves no county whose files are missing.
    """
    schema, role = _names(code)
    await registry_name(code)
    async with owner_engine().begin() as connection:
        await run_script(connection, f"DROP SCHEMA {schema} CASCADE; DROP ROLE {role};")
        await connection.execute(
            text(
                f"WITH gone AS (DELETE FROM {REGISTRY_SCHEMA}.tenant WHERE code = :code"  # noqa: S608
                f" RETURNING code, generation) INSERT INTO {REGISTRY_SCHEMA}.erased"
                " (code, generation) SELECT code, generation FROM gone ON CONFLICT DO NOTHING"
            ),
            {"code": code},
        )
    await storage.clear(code)
