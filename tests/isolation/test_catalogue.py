"""The attack comes to everything there is; and PostgreSQL's own lists of what reaches out."""

import random
from collections import Counter

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from infra.database import owner_engine
from tenants.unit_of_work import unit_of_work
from tests import objects
from tests.isolation import asks, catalogue, loot, pages, shapes
from tests.isolation.attack import Scene
from tests.isolation.calls import Ask
from tests.isolation.conftest import SEED

# Issue B names them; a sort of attempt must stand for each.
_NAMED = {
    "query",
    "mutation",
    "node id",
    "cursor",
    "alias",
    "export",
    "file",
    "job",
    "cache key",
    "token",
    "error text",
}
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


def test_it_is_known_what_every_argument_means() -> None:
    fields = {**shapes.root("Query"), **shapes.root("Mutation")}
    unknown = sorted(
        f"{field}.{name}"
        for field, one in fields.items()
        for name, argument in one.args.items()
        if not loot.means_something(argument.type, name)
    )
    homeless = [
        kind.name
        for kind in shapes.node_kinds()
        if objects.table_of(kind.name) not in SQLModel.metadata.tables
    ]

    assert not unknown, f"say in _KINDS, ROWS or _TEXTS of loot.py what these mean: {unknown}"
    assert not homeless, f"name the tables of these kinds in tests/objects.py: {homeless}"


async def test_every_kind_of_attempt_is_made(scene: Scene) -> None:
    made = {one.sort for one in catalogue.every(scene.asks, random.Random(SEED))}

    assert set(catalogue.KINDS) == _NAMED
    assert set().union(*catalogue.KINDS.values()) == made == asks.SORTS


async def test_everything_of_the_live_schema_and_site_is_attacked(scene: Scene) -> None:
    """Each attempt of the catalogue is done whole, before chance adds any: none is left to luck."""
    by_sort: dict[str, set[str]] = {one: set() for one in asks.SORTS}
    for one in catalogue.every(scene.asks, random.Random(SEED)):
        by_sort[one.sort].update(one.about)

    queries = set(shapes.root("Query")) - {"node"}
    kinds = {kind.name for kind in shapes.node_kinds()}
    knocks = shapes.KNOCKS
    assert by_sort["query"] == queries
    assert by_sort["mutation"] == set(shapes.root("Mutation"))
    assert by_sort["node"] == kinds
    assert by_sort["echo"] >= queries | kinds
    assert by_sort["trespass"] >= queries | kinds | set(shapes.root("Mutation")) - knocks
    assert by_sort["cursor"] == {
        *(name for name in queries if "after" in shapes.root("Query")[name].args),
        *shapes.nested_lists(),
    }
    assert set().union(*by_sort.values()) >= catalogue.targets()


async def test_every_address_is_opened_and_every_form_sent(scene: Scene) -> None:
    sent: dict[str, set[str]] = {"GET": set(), "POST": set()}
    for one in catalogue.every(scene.asks, random.Random(SEED)):
        if isinstance(one, Ask) and one.sort in {"page", "form", "export"}:
            sent[one.method].update(one.about)

    assert {(method, path) for method, paths in sent.items() for path in paths} == set(
        pages.routes()
    )


async def test_every_session_and_key_of_the_victims_is_shown_elsewhere(scene: Scene) -> None:
    tries = Counter(one.sort for one in catalogue.every(scene.asks, random.Random(SEED)))
    side = scene.world.victim

    assert tries["stolen"] == len(side.sessions) + len(side.tokens)
    assert tries["file"] == 3 * len(scene.asks.theirs.files)


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
