"""The shape of the house, checked as plain tests: what the linters cannot say."""

import ast
import re
from pathlib import Path

import pytest
from graphql import GraphQLNonNull, build_schema, parse, validate
from sqlmodel import SQLModel

import services.jobs
import services.tables  # noqa: F401
from portals.kit import operations
from schema.core.gate import Public, Requires
from schema.core.node import Node
from schema.schema import SCHEMA, sdl
from tenants.authorization.enforcer import permissions_of
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role
from tenants.job_registry import ACTORS

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for package in ("infra", "tenants", "services", "schema", "portals")
    for path in sorted((ROOT / package).rglob("*.py"))
]
# The relay and the idempotency store are the outbox's and the key table's own repositories.
MAY_SELECT = {"repository.py", "dead_jobs.py", "relay.py"}


def _calls(tree: ast.AST, name: str) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
        for node in ast.walk(tree)
    )


def test_select_is_written_in_repositories_only() -> None:
    guilty = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if _calls(ast.parse(path.read_text()), "select")
        and not (path.name in MAY_SELECT or path.parent.name == "repository")
    ]
    assert guilty == []


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_nobody_sets_a_session_level_setting() -> None:
    pattern = re.compile(r"""["'(]\s*SET\s+(?!LOCAL\b|TRUE\b|TO\b)[A-Z]""")
    guilty = [str(p.relative_to(ROOT)) for p in SOURCES if pattern.search(p.read_text())]
    assert guilty == []


def test_every_root_field_says_who_may_ask() -> None:
    for kind in ("Query", "Mutation"):
        definition = SCHEMA.get_type_by_name(kind)
        assert definition is not None
        silent = [
            field.name
            for field in definition.fields  # type: ignore[union-attr]
            if not any(isinstance(one, Requires | Public) for one in field.directives)
        ]
        assert silent == []


def test_every_node_says_who_may_read_it() -> None:
    def leaves(kind: type[Node]) -> list[type[Node]]:
        return [kind, *(leaf for child in kind.__subclasses__() for leaf in leaves(child))]

    silent = [kind.__name__ for kind in leaves(Node)[1:] if not hasattr(kind, "read_permission")]
    assert silent == []


def test_every_mutation_takes_an_idempotency_key_or_is_a_sign_in() -> None:
    schema = build_schema(sdl())
    assert schema.mutation_type is not None
    without = {
        name
        for name, field in schema.mutation_type.fields.items()
        if not isinstance(field.args["idempotencyKey"].type, GraphQLNonNull)
    }
    allowed = re.compile(
        r"sign(In|Out)|oneTimeCode|secondFactor|totp|accountClaim|passwordChange|session|Token"
    )
    assert [name for name in sorted(without) if not allowed.search(name)] == []


def test_everything_in_the_schema_is_described() -> None:
    schema = build_schema(sdl())
    silent = []
    for name, kind in schema.type_map.items():
        if name.startswith("__") or name in {"ID", "String", "Int", "Float", "Boolean"}:
            continue
        if not kind.description:
            silent.append(name)
        silent += [
            f"{name}.{field}"
            for field, value in getattr(kind, "fields", {}).items()
            if not value.description
        ]
    assert silent == []


def test_no_float_stands_in_the_schema() -> None:
    assert not re.search(r":\s*\[?Float", sdl())


def test_the_checked_in_schema_is_the_live_one() -> None:
    assert (ROOT / "schema" / "schema.graphql").read_text("utf-8") == sdl()


def test_every_operation_of_the_portals_fits_the_schema() -> None:
    schema = build_schema(sdl())
    wrong = {
        name: [error.message for error in validate(schema, parse(one.text))]
        for name, one in operations.documents().items()
    }
    assert {name: errors for name, errors in wrong.items() if errors} == {}


def test_every_permission_is_granted_to_somebody_and_asked_for_somewhere() -> None:
    granted = {permission for role in Role for permission in permissions_of(role)}
    assert set(Permission) - granted == set()
    text = "".join(p.read_text() for p in SOURCES if p.parent.name != "authorization")
    methods = "".join(p.read_text() for p in (ROOT / "services/decisions/methods").glob("*.yaml"))
    unused = [
        one.name
        for one in Permission
        if f"Permission.{one.name}" not in text and one.value not in methods
    ]
    assert unused == []


def test_every_actor_has_limits_and_every_queued_name_exists() -> None:
    assert all(spec.time_limit_seconds > 0 and spec.max_retries >= 0 for spec in ACTORS.values())
    names = {
        name
        for path in SOURCES
        for name in re.findall(r"enqueue\(\s*\"([a-z_.]+)\"", path.read_text())
    }
    assert names - set(ACTORS) == set()


def test_no_table_names_a_schema_or_carries_a_tenant() -> None:
    for table in SQLModel.metadata.sorted_tables:
        assert table.schema is None, table.name
        assert not {"tenant", "county", "county_code", "tenant_id"} & set(table.columns.keys())


OTHERS = {".venv", ".venv-soak", "build", "node_modules", "var", "var-load"}
FOREIGN = ["fa" + "rm", "/wo" + "rk/", "/ro" + "ot/"]  # written apart, or this file would be one


@pytest.mark.parametrize("word", FOREIGN, ids=["workplace", "work-folder", "home-folder"])
def test_the_project_names_no_machine_and_no_tool(word: str) -> None:
    mine = Path(__file__)
    hits = [
        str(path.relative_to(ROOT))
        for pattern in ("*.py", "*.md", "*.toml", "*.html", "Makefile")
        for path in ROOT.rglob(pattern)
        if not {".venv", ".venv-soak", "var", "node_modules", "build"}
        & set(path.relative_to(ROOT).parts)
        and path != mine
        and re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", path.read_text("utf-8"))
    ]
    assert hits == []
