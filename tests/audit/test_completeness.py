"""Every mutation of the live schema and every sensitive read has its audit tag, and is watched."""

import pytest
from graphql import GraphQLObjectType
from sqlalchemy import text

from infra.ids import new_id
from schema.core.gate import Requires
from schema.core.node import Node
from schema.schema import GRAPHQL
from services.audit import service as audit
from services.audit.tags import AuditTag
from tenants.authorization.permissions import Permission
from tenants.registry import Tenant
from tenants.unit_of_work import unit_of_work
from tests.audit import watch
from tests.audit.declared import FILE, declared, declared_fields, snake
from tests.audit.watch import Transaction, judge
from tests.schema import toy

# A query or a node behind one of these shows people or who did what.
SENSITIVE = {
    Permission.ACCOUNT_READ,
    Permission.AUDIT_READ,
    Permission.IDENTITY_READ,
    Permission.INITIATIVE_CHECK,
    Permission.PEOPLE_READ,
}
# The county's own rule, names of groups of households, and an office with its dates; whose it
# is says a recorded type.
IMPERSONAL = {
    "identity_numbers",
    "member_representation",
    "natural_village",
    "natural_villages",
    "roll_count",
    "villager_group",
    "villager_groups",
}


def sensitive_queries() -> set[str]:
    found = GRAPHQL.query_type
    assert found is not None
    shown = {
        name: field.extensions["strawberry-definition"].directives
        for name, field in found.fields.items()
    }
    gates = [Requires(permission=one.value) for one in SENSITIVE]
    return {snake(name) for name, kept in shown.items() if any(one in gates for one in kept)}


def test_every_mutation_declares_its_tags() -> None:
    assert watch.mutations_of_the_schema() <= declared().keys()


def test_every_sensitive_list_declares_its_tag() -> None:
    assert sensitive_queries() >= {"accounts", "audit_chain", "audit_events", "residents"}
    assert sensitive_queries() - IMPERSONAL <= declared().keys()


def test_every_sensitive_node_declares_its_tag() -> None:
    kinds = [one for one in Node.__subclasses__() if one.read_permission in SENSITIVE]
    names = {snake(kind.__name__).removeprefix("_") for kind in kinds} | {"account"}

    assert {f"_{name}" for name in names - IMPERSONAL} <= declared().keys()


def test_every_field_that_is_recorded_declares_its_tag() -> None:
    said = {
        f"{kind.name}.{name}"
        for kind in GRAPHQL.type_map.values()
        if isinstance(kind, GraphQLObjectType) and kind is not GRAPHQL.mutation_type
        for name, field in kind.fields.items()
        if (field.description or "").endswith("Recorded.")
    }

    assert {name for name in said if not name.startswith("Query.")} == declared_fields().keys()


def test_every_declared_tag_exists_and_nothing_declared_is_gone() -> None:
    known = {tag.value for tag in AuditTag}
    query = GRAPHQL.query_type
    assert query is not None
    fields = watch.mutations_of_the_schema() | {snake(name) for name in query.fields}
    nodes = {snake(kind.__name__) for kind in Node.__subclasses__()}

    tags = set().union(*declared().values(), *declared_fields().values())
    assert tags <= known
    assert declared().keys() - fields - nodes == {"export", "restore"}


def test_a_commit_without_an_audit_row_is_held_against_its_mutation() -> None:
    silent = Transaction({"matter", "idempotency_key"})
    honest = Transaction({"matter", "audit_event"}, {"decisions:matter:edit"})
    other = Transaction({"matter"}, {"decisions:matter:draft"})

    assert judge("matter_edit", [silent]) == [
        "matter_edit committed ['matter'] without an audit row"
    ]
    assert judge("matter_edit", [honest, silent]) != []
    assert judge("matter_edit", [Transaction({"one_time_code"})]) != []
    assert judge("matter_edit", [other]) != []
    assert judge("matter_edit", [honest, Transaction({"idempotency_key"})]) == []
    assert judge("matter_edit", [Transaction({"idempotency_key"})]) == []


async def test_a_mutation_that_forgets_its_audit_row_is_caught(
    county: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = toy.asker(county, Permission.MATTER_COMMENT, Permission.MATTER_READ)

    async def forgets(uow: object, tag: AuditTag, **_facts: object) -> None:
        """Change a row as a body would, and write nothing down."""
        assert tag in AuditTag
        await uow.session.execute(  # type: ignore[attr-defined]
            text("INSERT INTO township (id, code, name) VALUES (:id, :code, '镇')"),
            {"id": new_id(), "code": f"{county.code}108"},
        )

    monkeypatch.setattr(audit, "record", forgets)
    await toy.run(viewer, toy.WRITE, text="hello", key="k1")

    assert watch.take_complaints() == ["note_write committed ['township'] without an audit row"]


async def test_what_rolled_back_is_not_counted(county: Tenant) -> None:
    viewer = toy.asker(county, Permission.MATTER_COMMENT, Permission.MATTER_READ)

    await toy.run(viewer, toy.WRITE, text="LOUD", key="k1")

    assert watch.take_complaints() == []
    async with unit_of_work(county) as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM audit_event")) == 0


def test_the_page_says_what_the_chain_does_not_show() -> None:
    assert "does not show" in FILE.read_text(encoding="utf-8")


def test_what_no_test_does_is_named_and_is_a_mutation() -> None:
    assert watch.excepted() <= watch.mutations_of_the_schema()


def test_a_mutation_that_no_test_does_is_told_unless_it_is_excepted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = watch.mutations_of_the_schema() - watch.excepted() - {"matter_edit"}
    monkeypatch.setattr(watch.FINDINGS, "seen", {name: set() for name in done})

    assert watch.unexpected() == {"matter_edit"}
    assert "FAILED audit: no test does matter_edit" in watch.summary()

    watch.take_over({"matter_edit": ["decisions:matter:edit"]})
    assert watch.unexpected() == set()
    assert "FAILED" not in watch.summary()
