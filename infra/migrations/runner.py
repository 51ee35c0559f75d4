"""Runs the migrations of one county schema, in one transaction, as the owner."""

from functools import lru_cache

from sqlalchemy import Index, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

INSERT_ONLY = "insert_only"


def _grants(role: str, table: Table) -> str:
    rights = "SELECT, INSERT" if table.info.get(INSERT_ONLY) else "SELECT, INSERT, UPDATE, DELETE"
    return f'GRANT {rights} ON "{table.name}" TO {role};'


@lru_cache(maxsize=1)
def _tables() -> str:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    statements: list[str] = []
    for table in SQLModel.metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        indexes: list[Index] = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    return ";\n".join(statements) + ";"


def baseline(schema: str, role: str) -> str:
    """Return the statements that fill an empty county schema and give its role its rights."""
    grants = "".join(_grants(role, table) for table in SQLModel.metadata.sorted_tables)
    return f"SET LOCAL search_path TO {schema}; {_tables()} {grants} RESET search_path;"


async def upgrade(schema: str, role: str) -> str:
    """Placeholder until the first migration is frozen."""
    return "current"
