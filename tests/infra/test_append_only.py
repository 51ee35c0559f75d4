"""What may only be added to, in counties that were opened and in counties that were migrated."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import text

from infra.database import owner_engine, run_script
from infra.migrations import runner
from tenants import provisioning
from tenants.registry import Tenant
from tests.infra.test_migrations import behind

_FILE = Path(__file__).with_name("append_only.txt")
_RIGHTS = """
SELECT relname, concat_ws(' ', {rights}) FROM pg_class
WHERE relnamespace = '{schema}'::regnamespace AND relkind IN ('r', 'p')
AND relname <> 'alembic_version'
"""
_NAMES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def listed() -> dict[str, str]:
    """Return the rights on each table that is listed."""
    lines = [one for one in _FILE.read_text("utf-8").splitlines() if not one.startswith("#")]
    split = [line.partition("  ") for line in lines]
    return {name: "SELECT INSERT" + (" DELETE" if mark else "") for name, _, mark in split}


async def rights(county: Tenant) -> dict[str, str]:
    """Return what the county's role may do with each of its tables, a column's right included."""
    asked = [
        f"CASE WHEN has_table_privilege('{county.role}', oid, '{one}') THEN '{one}' END"
        for one in _NAMES
    ]
    columns = f"has_any_column_privilege('{county.role}', oid, 'UPDATE')"
    asked.append(
        f"CASE WHEN {columns} AND NOT has_table_privilege('{county.role}', oid, 'UPDATE')"
        " THEN 'UPDATE of a column' END"
    )
    statement = _RIGHTS.format(rights=", ".join(asked), schema=county.schema)
    async with owner_engine().connect() as connection:
        return {row[0]: row[1] for row in await connection.execute(text(statement))}


def check(found: dict[str, str]) -> None:
    only_added_to = {name: held for name, held in found.items() if "UPDATE" not in held}
    assert only_added_to == listed()
    rest = {held for name, held in found.items() if name not in only_added_to}
    assert rest == {"SELECT INSERT UPDATE DELETE"}


async def test_in_an_opened_county_what_is_listed_is_only_added_to(county: Tenant) -> None:
    check(await rights(county))


async def test_a_migrated_county_loses_the_rights_that_it_had_before(county: Tenant) -> None:
    revisions = ScriptDirectory.from_config(runner.config()).walk_revisions()
    _, before = next(revisions).revision, next(revisions).revision
    await behind(county)
    async with owner_engine().begin() as connection:
        await run_script(
            connection,
            f"{runner.baseline_of(county.schema, before)}"
            f"GRANT ALL ON ALL TABLES IN SCHEMA {county.schema} TO {county.role};",
        )
    assert "UPDATE" in (await rights(county))["ballot"]

    assert await provisioning.migrate([county.code]) == {
        county.code: f"{before} -> {runner.head()}"
    }

    check(await rights(county))


async def test_migrating_makes_the_rights_anew_where_no_table_changed(county: Tenant) -> None:
    async with owner_engine().begin() as connection:
        await run_script(
            connection,
            f"GRANT UPDATE (actor) ON {county.schema}.audit_event TO {county.role};"
            f"GRANT UPDATE, DELETE ON {county.schema}.ballot TO {county.role};",
        )

    assert await provisioning.migrate([county.code]) == {county.code: "current"}

    check(await rights(county))
