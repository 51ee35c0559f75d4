"""What an attack left behind in the tables, files and counters of both counties, and in us."""

import asyncio
import re
from typing import Any

from sqlalchemy import QueuePool
from sqlmodel import SQLModel

from infra import storage, valkey
from infra.database import app_engine
from tests.isolation import at_home, canaries
from tests.isolation.at_home import Diary
from tests.isolation.canaries import Needles
from tests.isolation.world import Side

_SEEN = {"account_session": "last_seen_at", "api_token": "last_used_at"}
# A row of the trail is let off only if a request of the victims' own wrote it (the diary knows
# its id), if it says so itself, and if it is about nothing but reading.
_OWN_READING = (
    "(id = ANY(CAST(:rows AS uuid[])) AND account_id = ANY(CAST(:accounts AS uuid[]))"
    " AND tag = ANY(CAST(:tags AS text[]))) IS NOT TRUE"
)
_PATIENCE = 100  # times a tenth of a second
Fingerprints = dict[str, str]


def _own(side: Side, diary: Diary) -> dict[str, Any]:
    return {
        "rows": list(diary.rows),
        "accounts": side.accounts,
        "tags": sorted(at_home.reading_tags()),
    }


async def recorded(side: Side, diary: Diary) -> list[str]:
    """Return the newest rows of the trail that are no reading of the victims' own, in words."""
    asked = (
        "SELECT (id = ANY(CAST(:rows AS uuid[]))) AS known, tag,"
        " (account_id = ANY(CAST(:accounts AS uuid[]))) AS ours, actor, at::text FROM audit_event"
        f" WHERE {_OWN_READING} ORDER BY id DESC LIMIT 12"
    )
    return [str(tuple(row)) for row in await side.as_owner(asked, **_own(side, diary))]


async def fingerprints(side: Side, diary: Diary) -> Fingerprints:
    """Return contents of every table, file name and counter of a county, as short texts."""
    every = " UNION ALL ".join(_fingerprint(table) for table in SQLModel.metadata.tables)
    own = _own(side, diary)
    found = {
        f"table {name}": f"{count} {hashed}"
        for name, count, hashed in await side.as_owner(every, **own)
    }
    found |= {f"file {name}": "" for name in storage.names(side.county.code)}
    client = valkey.client()
    async for key in client.scan_iter(match=f"{side.county.code}:*", count=500):
        found[f"counter {key.decode()}"] = ""
    return found


def _fingerprint(table: str) -> str:
    row = f"to_jsonb(t) - '{_SEEN[table]}'" if table in _SEEN else "to_jsonb(t)"
    hashed = f"coalesce(sum(hashtextextended(({row})::text, 0)::numeric), 0)::text"
    but = f" WHERE {_OWN_READING}" if table == "audit_event" else ""
    return f"SELECT '{table}', count(*), {hashed} FROM \"{table}\" t{but}"


def changed(before: Fingerprints, after: Fingerprints) -> list[str]:
    """Say what is different; a counter that ran out while we attacked is not."""
    names = {*before, *after}
    return sorted(
        f"{name}: {before.get(name)} → {after.get(name)}"
        for name in names
        if before.get(name) != after.get(name)
        and not (name.startswith("counter") and name in before)
    )


async def kept(side: Side, needles: Needles) -> list[str]:
    """Return the tables of the attackers in which a text of the others stands."""
    found = []
    for table in SQLModel.metadata.tables:
        rows = await side.as_owner(f'SELECT to_jsonb(t)::text FROM "{table}" t')
        marked = {one for (row,) in rows for one in needles.inside(row.encode())}
        found += [f"{table}: {one}" for one in marked if one.startswith(canaries.MARK)]
    return found


async def recognised(side: Side, needles: Needles) -> set[str]:
    """Return the tables of a county of which every row would be recognised outside."""
    found = set()
    for table in SQLModel.metadata.tables:
        rows = await side.as_owner(f'SELECT to_jsonb(t)::text FROM "{table}" t')
        if rows and all(needles.inside(row.encode()) for (row,) in rows):
            found.add(table)
    return found


async def held() -> int:
    """Return how many connections of the pool stay out; after an attack that is none.

    What was cut off gives its connection back in a task of its own, which may take a moment.
    """
    pool = app_engine().sync_engine.pool
    assert isinstance(pool, QueuePool)
    for _ in range(_PATIENCE):
        if pool.checkedout() == 0:
            break
        await asyncio.sleep(0.1)
    return pool.checkedout()


async def nobodys_keys() -> list[str]:
    """Return the keys of Valkey that begin with no county, but the queues' and the whole site's."""
    allowed = ("dramatiq", "000000:")
    client, found = valkey.client(), []
    async for key in client.scan_iter(count=500):
        name = key.decode("utf-8", "replace")
        if not name.startswith(allowed) and not re.match(r"[0-9]{6}:", name):
            found.append(name)
    return found
