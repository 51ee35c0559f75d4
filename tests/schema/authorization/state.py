"""Everything that is written down anywhere, as a fingerprint: what a refusal must not change."""

from sqlalchemy import text

from infra import valkey
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work

# To be seen is no change of a session: it is noted once a minute, whatever is asked.
_SEEN = {"account_session": "last_seen_at", "api_token": "last_used_at"}
_TABLES = (
    "SELECT tablename FROM pg_tables WHERE schemaname = :schema"
    " AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT') ORDER BY tablename"
)


def _fingerprint(table: str) -> str:
    row = f"to_jsonb(t) - '{_SEEN[table]}'" if table in _SEEN else "to_jsonb(t)"
    return (
        f"SELECT '{table}' AS name, count(*) AS rows,"
        f" coalesce(sum(hashtextextended(({row})::text, 0)::numeric), 0)::text AS hash"
        f' FROM "{table}" t'
    )


async def _county(county: Tenant) -> dict[str, tuple[int, str]]:
    async with unit_of_work(county) as uow:
        tables = (await uow.session.scalars(text(_TABLES), {"schema": county.schema})).all()
        every = " UNION ALL ".join(_fingerprint(one) for one in tables)
        rows = (await uow.session.execute(text(every))).all()
    return {f"{county.name}.{name}": (count, summed) for name, count, summed in rows}


async def _queues(*counties: Tenant) -> dict[str, tuple[int, str]]:
    """Return how many messages of these counties wait in each queue of the workers.

    The queues are shared with the tests that run beside this one.
    """
    client, codes = valkey.client(), [one.code.encode() for one in counties]
    found = {}
    async for key in client.scan_iter(match="dramatiq:*.msgs"):
        waiting = await client.hvals(key)
        found[key.decode()] = (sum(any(code in one for code in codes) for one in waiting), "")
    return {name: counted for name, counted in found.items() if counted[0]}


async def of(*counties: Tenant) -> dict[str, tuple[int, str]]:
    """Return rows and contents of every table, and the queues; equal means nothing happened."""
    found = await _queues(*counties)
    for one in counties:
        found |= await _county(one)
    return found


def changed(before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]) -> list[str]:
    """Say which tables or queues differ."""
    names = sorted({*before, *after})
    return [
        f"{n}: {before.get(n)} → {after.get(n)}" for n in names if before.get(n) != after.get(n)
    ]
