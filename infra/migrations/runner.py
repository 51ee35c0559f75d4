"""Runs the migrations of one county schema, in one transaction, as the owner."""

import io
import re
from functools import lru_cache
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from infra.database import owner_engine, run_script

INSERT_ONLY = "insert_only"
# Old rows may be deleted; a row level policy of the migrations says how old they must be.
FORGOTTEN = "forgotten"
LOCK_TIMEOUT = "5s"
_FOLDER = Path(__file__).parent
VERSION_TABLE = "alembic_version"


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
    rights = "SELECT, INSERT"
    rights += "" if table.info.get(INSERT_ONLY) else ", UPDATE, DELETE"
    rights += ", DELETE" if table.info.get(FORGOTTEN) else ""
    return f'GRANT {rights} ON "{table.name}" TO {role};'


def grants(role: str) -> str:
    """Return the rights of a county role: no TRUNCATE, no DDL, no rewriting of the record.

    What it had before is taken first: a table that became insert-only must not keep UPDATE.
    """
    tables = SQLModel.metadata.sorted_tables
    every = ", ".join(f'"{table.name}"' for table in tables)
    return f"REVOKE ALL ON {every} FROM {role};" + "".join(_grant(role, each) for each in tables)


@lru_cache(maxsize=16)
def _statements(since: str = "base", until: str = "head") -> str:
    """Render the migrations after a revision, up to another, as SQL, once a process.

    Alembic keeps its context in globals, so that several counties cannot be migrated at once by it;
    the statements can. A migration therefore reads no rows: backfills are jobs.
    """
    output = io.StringIO()
    command.upgrade(config(output=output), f"{since}:{until}", sql=True)
    return re.sub(r"^--.*$", "", output.getvalue(), flags=re.MULTILINE)


def baseline(schema: str, role: str) -> str:
    """Return the statements that fill an empty county schema and give its role its rights."""
    return f"SET LOCAL search_path TO {schema}; {_statements()} {grants(role)} RESET search_path;"


def baseline_of(schema: str, until: str) -> str:
    """Return the statements that make the tables of an older revision in an empty schema."""
    return f"SET LOCAL search_path TO {schema}; {_statements('base', until)} RESET search_path;"


def onwards(schema: str, role: str, since: str) -> str:
    """Return the statements that bring a schema from a revision to the newest, with the rights."""
    newer = "" if since == head() else _statements(since)
    return f"SET LOCAL search_path TO {schema}; {newer} {grants(role)} RESET search_path;"


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(
        script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()
    )


def knows(wanted: str) -> bool:
    """Say whether this version of the program has the migrations up to a revision."""
    return wanted in _known()


async def revision(connection: AsyncConnection, schema: str) -> str | None:
    """Return the revision of a schema, if it has any tables of ours."""
    table = await connection.scalar(
        text("SELECT to_regclass(:name)"), {"name": f"{schema}.{VERSION_TABLE}"}
    )
    if table is None:
        return None
    version = await connection.scalar(text(f"SELECT version_num FROM {schema}.{VERSION_TABLE}"))  # noqa: S608 - a schema name of ours
    return str(version) if version else None


async def upgrade(schema: str, role: str) -> str:
    """Bring one schema to the newest revision; return what happened, in words for the operator.

    The rights of its role are made anew in any case: they may change without a table changing.
    """
    try:
        async with owner_engine().begin() as connection:
            before = await revision(connection, schema)
            script = (
                f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'; SET LOCAL search_path TO {schema};"
            )
            newer = "" if before == head() else _statements(before or "base")
            await run_script(connection, f"{script} {newer} {grants(role)}")
    except (DBAPIError, asyncpg.PostgresError) as error:
        return f"failed: {type(error).__name__}; mend the cause and run the command again"
    return "current" if before == head() else f"{before} -> {head()}"
