"""Runs the migrations of one county schema, in one transaction, as the owner."""

import io
import re
from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from infra.database import owner_engine

INSERT_ONLY = "insert_only"
LOCK_TIMEOUT = "5s"
_FOLDER = Path(__file__).parent
_VERSION_TABLE = "alembic_version"


def config(connection: Connection | None = None, output: io.StringIO | None = None) -> Config:
    """Return Alembic's configuration without an ini file."""
    made = Config()
    made.set_main_option("script_location", str(_FOLDER))
    made.attributes["connection"] = connection
    made.attributes["output"] = output
    return made


@lru_cache(maxsize=1)
def head() -> str:
    """Return the newest revision."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def _grant(role: str, table: Table) -> str:
    rights = "SELECT, INSERT" if table.info.get(INSERT_ONLY) else "SELECT, INSERT, UPDATE, DELETE"
    return f'GRANT {rights} ON "{table.name}" TO {role};'


def grants(role: str) -> str:
    """Return the rights of a county role: no TRUNCATE, no DDL, no rewriting of the record."""
    return "".join(_grant(role, table) for table in SQLModel.metadata.sorted_tables)


def _from_metadata() -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    statements: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return ";\n".join(statements) + ";"


@lru_cache(maxsize=1)
def _statements() -> str:
    """Render all migrations as SQL once: opening a county is then a single round trip."""
    if not head():
        return _from_metadata()
    output = io.StringIO()
    command.upgrade(config(output=output), "head", sql=True)
    return re.sub(r"^--.*$", "", output.getvalue(), flags=re.MULTILINE)


def baseline(schema: str, role: str) -> str:
    """Return the statements that fill an empty county schema and give its role its rights."""
    return f"SET LOCAL search_path TO {schema}; {_statements()} {grants(role)} RESET search_path;"


def _upgrade(connection: Connection) -> str:
    before = MigrationContext.configure(connection).get_current_revision()
    if before == head():
        return "current"
    command.upgrade(config(connection), "head")
    return f"{before} -> {head()}"


async def upgrade(schema: str, role: str) -> str:
    """Bring one schema to the newest revision; return what happened, in words for the operator."""
    try:
        async with owner_engine().begin() as connection:
            await connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
            await connection.execute(text(f"SET LOCAL search_path TO {schema}"))
            outcome = await connection.run_sync(_upgrade)
            if outcome != "current":
                for statement in filter(None, grants(role).split(";")):
                    await connection.execute(text(statement))
    except DBAPIError as error:
        return f"failed: {type(error.orig).__name__}; run the command again"
    return outcome
