"""The rows of a schema as text files, streamed by COPY in both directions and fixed by SHA-256."""

import hashlib
from collections.abc import AsyncIterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

CHUNK_BYTES = 1 << 20
_COLUMNS = text(
    "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
    " WHERE c.relnamespace = to_regnamespace(:schema) AND c.relkind = 'r'"
    " AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY 1, a.attnum"
)
_PARENTS = text(
    "SELECT DISTINCT child.relname, parent.relname FROM pg_constraint k"
    " JOIN pg_class child ON child.oid = k.conrelid"
    " JOIN pg_class parent ON parent.oid = k.confrelid"
    " WHERE k.contype = 'f' AND k.connamespace = to_regnamespace(:schema)"
    " AND k.conrelid <> k.confrelid"
)


class TableDiffers(Exception):
    """A file does not hold the rows that were written to it."""


class Piece(BaseModel):
    """The rows of one table in a file: what to expect of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: tuple[str, ...]
    rows: int
    sha256: str


async def columns_of(connection: AsyncConnection, schema: str) -> dict[str, tuple[str, ...]]:
    """Return the tables with their columns, in an order in which foreign keys hold throughout."""
    columns: dict[str, tuple[str, ...]] = {}
    for table, column in await connection.execute(_COLUMNS, {"schema": schema}):
        columns[table] = (*columns.get(table, ()), column)
    order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(columns, ()))
    for child, parent in await connection.execute(_PARENTS, {"schema": schema}):
        order.add(child, parent)
    return {table: columns[table] for table in order.static_order()}


async def _driver(connection: AsyncConnection) -> Any:  # noqa: ANN401 - asyncpg has no types
    await connection.execute(text("SELECT 1"))  # makes sure that the transaction has begun
    return (await connection.get_raw_connection()).driver_connection


def _rows(status: str) -> int:
    """Read the count in PostgreSQL's answer, "COPY 17"."""
    return int(status.rsplit(maxsplit=1)[-1])


async def write_out(
    connection: AsyncConnection, schema: str, table: str, columns: tuple[str, ...], path: Path
) -> Piece:
    """Write a table's rows to a new file."""
    digest = hashlib.sha256()
    with path.open("xb") as file:

        async def take(data: bytes) -> None:
            digest.update(data)
            file.write(data)

        status = await (await _driver(connection)).copy_from_table(
            table, schema_name=schema, columns=columns, output=take
        )
    return Piece(columns=columns, rows=_rows(status), sha256=digest.hexdigest())


async def read_in(
    connection: AsyncConnection, schema: str, table: str, piece: Piece, path: Path
) -> None:
    """Fill an empty table from a file; raises TableDiffers after the rows are in, so roll back."""
    digest = hashlib.sha256()

    async def chunks() -> AsyncIterator[bytes]:
        with path.open("rb") as file:
            while data := file.read(CHUNK_BYTES):
                digest.update(data)
                yield data

    status = await (await _driver(connection)).copy_to_table(
        table, schema_name=schema, columns=piece.columns, source=chunks()
    )
    if (digest.hexdigest(), _rows(status)) != (piece.sha256, piece.rows):
        raise TableDiffers(table)
