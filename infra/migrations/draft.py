"""`python -m infra.migrations.draft "why"`: writes the difference between models and migrations."""

import asyncio
import importlib
import sys

from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from infra.database import driver_url
from infra.embedded import engines
from infra.migrations import runner
from infra.settings import settings

_SCRATCH = "migration_draft"


def _compare(connection: Connection, message: str) -> None:
    command.upgrade(runner.config(connection), "head")
    command.revision(runner.config(connection), message, autogenerate=True)


async def draft(message: str) -> None:
    """Migrate a scratch schema to the head and let Alembic compare it with the models."""
    importlib.import_module("services.tables")
    engine = create_async_engine(
        driver_url(settings().database_url),
        connect_args={"server_settings": {"search_path": _SCRATCH}},
    )
    async with engine.begin() as connection:
        await connection.execute(text(f"CREATE SCHEMA {_SCRATCH}"))
        await connection.run_sync(_compare, message)
        await connection.rollback()
    await engine.dispose()


if __name__ == "__main__":
    with engines():
        asyncio.run(draft(" ".join(sys.argv[1:]) or "change"))
