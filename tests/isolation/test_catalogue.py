"""PostgreSQL's own lists: nothing in a county reaches out of it, and nobody inherits a county."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from infra.database import owner_engine
from tenants.unit_of_work import unit_of_work
from tests.isolation.attack import Scene

_OURS = "n.nspname ~ '^(county|province)_[0-9]+$'"
_LISTS = {
    "something else than a table, its indexes and its texts": (
        "SELECT n.nspname, c.relname, c.relkind FROM pg_class c"
        f" JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {_OURS}"
        " AND c.relkind NOT IN ('r', 'i', 't')"
    ),
    "a function": (
        "SELECT n.nspname, p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        f" WHERE {_OURS}"
    ),
    "a trigger or a rule": (
        "SELECT n.nspname, c.relname, c.relhastriggers FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" WHERE {_OURS} AND (c.relhasrules OR EXISTS (SELECT 1 FROM pg_trigger t"
        " WHERE t.tgrelid = c.oid AND NOT t.tgisinternal))"
    ),
    "a function that runs with its owner's rights": (
        "SELECT n.nspname, p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
    ),
    "a foreign key out of the schema": (
        "SELECT k.conname FROM pg_constraint k JOIN pg_class a ON a.oid = k.conrelid"
        " JOIN pg_class b ON b.oid = k.confrelid WHERE a.relnamespace <> b.relnamespace"
    ),
    "a right of a county's role in another schema": (
        "SELECT g.grantee, g.table_schema, g.table_name FROM information_schema.role_table_grants g"
        " WHERE g.grantee ~ '^(county|province)_[0-9]+$' AND g.grantee <> g.table_schema"
    ),
    "a table that belongs to a county's or the login role": (
        "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " JOIN pg_roles r ON r.oid = c.relowner"
        f" WHERE {_OURS} AND (r.rolname = 'mingbai_app' OR r.rolname ~ '^(county|province)_')"
    ),
    "a role that inherits a county": (
        "SELECT m.rolname, r.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
        " JOIN pg_roles m ON m.oid = a.member"
        " WHERE r.rolname ~ '^(county|province)_' AND (a.inherit_option OR a.admin_option"
        " OR m.rolname ~ '^(county|province)_')"
        " AND NOT m.rolsuper"
    ),
    "a county's role that belongs to another": (
        "SELECT m.rolname, r.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid"
        " JOIN pg_roles m ON m.oid = a.member WHERE m.rolname ~ '^(county|province)_'"
    ),
    "a role of ours with more than rights on tables": (
        "SELECT rolname FROM pg_roles WHERE (rolname ~ '^(county|province)_'"
        " OR rolname IN ('mingbai_app', 'mingbai_registry'))"
        " AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication"
        " OR rolinherit AND rolname <> 'mingbai_registry')"
    ),
}


async def test_nothing_of_a_county_reaches_out_of_it(scene: Scene) -> None:
    async with owner_engine().connect() as connection:
        found = {
            what: [tuple(row) for row in await connection.execute(text(statement))]
            for what, statement in _LISTS.items()
        }

    assert {what: rows for what, rows in found.items() if rows} == {}
    assert scene.world.victim.county.role != scene.world.attacker.county.role


async def test_a_county_may_use_its_own_schema_alone(scene: Scene) -> None:
    ours, theirs = scene.world.attacker.county, scene.world.victim.county
    asked = (
        "SELECT nspname FROM pg_namespace WHERE has_schema_privilege(:role, oid, 'USAGE')"
        " AND nspname !~ '^pg_' AND nspname <> 'information_schema' ORDER BY 1"
    )
    async with owner_engine().connect() as connection:
        seen = {
            role: list(await connection.scalars(text(asked), {"role": role}))
            for role in (ours.role, theirs.role, "mingbai_app")
        }

    assert seen == {ours.role: [ours.schema], theirs.role: [theirs.schema], "mingbai_app": []}


async def test_a_county_leaves_no_table_behind_in_a_connection(scene: Scene) -> None:
    """A temporary table stays in the pool, and is found before the next county's own."""
    with pytest.raises(DBAPIError, match="permission denied to create temporary tables"):
        async with unit_of_work(scene.world.victim.county) as uow:
            await uow.session.execute(text("CREATE TEMP TABLE opinion AS SELECT 1 AS id"))
