"""Looks into the tables of a county past every right, and says whether anything changed there."""

import hashlib
from typing import Any
from uuid import UUID

from sqlalchemy import text

from infra.database import owner_engine
from tenants.registry import Tenant

# Written by reading alone: when a session was last used, and who looked at a roll.
_BY_READING = {"account_session", "audit_event", "audit_seal", "api_token"}


async def run(county: Tenant, statement: str, **values: Any) -> list[Any]:
    """Run a statement in the county's schema as the owner."""
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {county.schema}"))
        done = await connection.execute(text(statement), values)
        return list(done.all()) if done.returns_rows else []


async def column(county: Tenant, statement: str) -> list[Any]:
    """Return the first column; ids as such."""
    return [_as_id(row[0]) for row in await run(county, statement)]


def _as_id(value: Any) -> Any:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return value


async def state(county: Tenant) -> dict[str, str]:
    """Return a fingerprint of every table that only a deed changes."""
    present = set(
        await column(county, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    )
    found = {}
    for name in sorted(present - _BY_READING):
        rows = await run(county, f'SELECT t::text FROM "{name}" t ORDER BY 1')
        found[name] = hashlib.sha256("\n".join(row[0] for row in rows).encode()).hexdigest()
    return found
