"""Overwrites every text that people wrote with payloads, in the tables, past every rule of ours."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from infra.database import owner_engine
from tenants.registry import Tenant
from tests.front import payloads, tables

# Whoever writes here writes Chinese; codes, keys and payloads that stand there already do not.
WRITTEN = re.compile("[\u4e00-\u9fff]")
# The methods are files of the house; the log and its seals are held against their hashes, and
# hold payloads already, by the matters that were published.
_LEFT = re.compile(r"^(work_method|log_|audit_|idempotency_key|inbox|outbox|account_session)")
_LONG = re.compile(r"\.(text|note|reason|answer|difference|change_note|view)$")
_LIKENESS = f"%{payloads.MARK}(%"
_COLUMNS = (
    "SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c"
    " JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = c.table_schema"
    " WHERE c.table_schema = current_schema()"
    " AND c.data_type IN ('text', 'character varying', 'jsonb') ORDER BY 1, 2"
)


async def every_text(county: Tenant) -> dict[str, int]:
    """Overwrite what people wrote; return how many rows of each column hold payloads."""
    numbers, columns = count(), await tables.run(county, _COLUMNS)
    async with owner_engine().begin() as connection:
        await connection.execute(text(f"SET LOCAL search_path TO {county.schema}"))
        for table, column, kind in columns:
            if not _LEFT.match(table):
                writing = _documents if kind == "jsonb" else _texts
                await writing(connection, table, column, numbers)
    return await _held(county, columns)


async def _held(county: Tenant, columns: list[Any]) -> dict[str, int]:
    """Return how many rows of each column hold a payload, table by table."""
    found, by_table = dict[str, int](), dict[str, list[str]]()
    for table, column, _ in columns:
        by_table.setdefault(table, []).append(column)
    for table, names in by_table.items():
        counted = ", ".join(
            f'count(*) FILTER (WHERE "{one}"::text LIKE :likeness)' for one in names
        )
        statement = f'SELECT {counted} FROM "{table}"'
        (row,) = await tables.run(county, statement, likeness=_LIKENESS)
        found |= {f"{table}.{one}": int(n) for one, n in zip(names, row, strict=True)}
    return found


async def holding(county: Tenant, table: str, column: str) -> int:
    """Return how many rows of a column hold a payload."""
    return (await _held(county, [(table, column, "")]))[f"{table}.{column}"]


async def _texts(connection: AsyncConnection, table: str, column: str, _: Iterator[int]) -> None:
    """Give each Chinese text of a column a payload by its hash; unique ones keep a mark besides."""
    long = _LONG.search(f"{table}.{column}")
    some = [payloads.block(at) for at in range(12)] if long else payloads.ONE_LINE
    for unique in ("", f' || left(md5("{column}"), 6)'):
        statement = (
            f'UPDATE "{table}" SET "{column}" ='
            f' (CAST(:some AS text[]))[1 + abs(hashtext("{column}")) % {len(some)}]{unique}'
            f" WHERE \"{column}\" ~ '[\u4e00-\u9fff]'"
        )
        if await _done(connection, statement, some=some):
            return


async def _documents(
    connection: AsyncConnection, table: str, column: str, numbers: Iterator[int]
) -> None:
    """Give each Chinese leaf of a column's documents a payload; every second record stays."""
    rows = await connection.execute(
        text(f'SELECT ctid::text, "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
    )
    for number, (row, old) in enumerate(rows.all()):
        document = json.loads(old) if isinstance(old, str) else old
        new = _leaves(document, numbers)
        spared = (table, column) == ("bulletin", "record") and number % 2
        if new != document and not spared:
            statement = (
                f'UPDATE "{table}" SET "{column}" = CAST(:new AS jsonb)'
                " WHERE ctid = CAST(:row AS tid)"
            )
            await _done(connection, statement, new=json.dumps(new), row=row)


def _leaves(value: Any, numbers: Iterator[int]) -> Any:
    if isinstance(value, dict):
        return {name: _leaves(one, numbers) for name, one in value.items()}
    if isinstance(value, list):
        return [_leaves(one, numbers) for one in value]
    if isinstance(value, str) and WRITTEN.search(value):
        return payloads.short(next(numbers))
    return value


async def _done(connection: AsyncConnection, statement: str, **values: Any) -> bool:
    try:
        async with connection.begin_nested():
            await connection.execute(text(statement), values)
    except DBAPIError:
        return False  # a rule of the table holds it back
    return True


# Documents of a shape of their own, for a column in which no Chinese text stands.
SHAPES: dict[str, str] = {
    "bulletin.difference": json.dumps(
        [
            {"field": "title", "before": payloads.short(7), "after": payloads.short(12)},
            {"field": payloads.short(50), "before": "", "after": payloads.block(6)},
        ]
    )
}

# What a rule of the table wants beside the text.
BESIDE: dict[str, str] = {
    "collective_member.ended_by": "until = since",
    "matter_objection.answer": "answered_at = now()",
    "township_member.ended_by": "until = since",
    "meeting.shortened_reason": "shortened_by = 'emergency', due_days = notice_days + 1",
}


async def force(county: Tenant, place: str, number: int) -> int:
    """Put a payload into every row of a column that holds none; return how many hold one now."""
    table, column = place.split(".")
    shaped = place in SHAPES
    new = "CAST(:new AS jsonb)" if shaped else ":new"
    beside = f", {BESIDE[place]}" if place in BESIDE else ""
    async with owner_engine().connect() as connection:
        await connection.execute(text(f"SET search_path TO {county.schema}"))
        await connection.execute(text("SET session_replication_role TO replica"))
        with suppress(DBAPIError):  # a rule of the column holds it back
            await connection.execute(
                text(f'UPDATE "{table}" SET "{column}" = {new}{beside}'),
                {"new": SHAPES.get(place) or payloads.block(number)},
            )
            await connection.commit()
        await connection.invalidate()
    return await holding(county, table, column)
