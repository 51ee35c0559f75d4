"""Rows in PostgreSQL's COPY text, in and out of a county, inside its fence and its constraints."""

import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tenants.unit_of_work import UnitOfWork

Cell = None | bool | int | str | bytes | date | datetime | UUID | Sequence[Any] | dict[str, Any]
NULL = r"\N"
_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_UNESCAPES = {r"\\": "\\", r"\t": "\t", r"\n": "\n", r"\r": "\r"}


def escaped(text: str) -> str:
    """Return a text as it stands in COPY's text format."""
    return text.translate(_ESCAPES)


def unescaped(cell: str) -> str:
    """Return the text that a cell stands for."""
    if "\\" not in cell:
        return cell
    parts, at = [], 0
    while (found := cell.find("\\", at)) >= 0:
        parts += [cell[at:found], _UNESCAPES[cell[found : found + 2]]]
        at = found + 2
    return "".join([*parts, cell[at:]])


def cell(value: Cell) -> str:
    """Return one value in COPY's text format."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    if isinstance(value, int | UUID | date):
        return str(value)
    return escaped(json.dumps(value, ensure_ascii=False))


def line(*values: Cell) -> str:
    """Return one row without its end."""
    return "\t".join(map(cell, values))


async def driver(uow: UnitOfWork) -> Any:  # noqa: ANN401 - asyncpg has no types
    """Return the driver's connection, inside the transaction of the unit of work."""
    await uow.session.flush()  # what is added so far comes first
    connection = await uow.session.connection()
    return (await connection.get_raw_connection()).driver_connection


async def copy_in(uow: UnitOfWork, table: str, columns: Sequence[str], lines: Iterable[str]) -> int:
    """Write rows and return how many; every constraint of the table holds or nothing is kept."""
    text = "".join(f"{one}\n" for one in lines)
    if not text:
        return 0
    status = await (await driver(uow)).copy_to_table(
        table, schema_name=uow.tenant.schema, columns=columns, source=io.BytesIO(text.encode())
    )
    return int(status.rsplit(maxsplit=1)[-1])


async def copy_out(uow: UnitOfWork, table: str, columns: Sequence[str]) -> list[str]:
    """Read all rows of a table."""
    file = io.BytesIO()
    await (await driver(uow)).copy_from_table(
        table, schema_name=uow.tenant.schema, columns=columns, output=file
    )
    return file.getvalue().decode().split("\n")[:-1]
