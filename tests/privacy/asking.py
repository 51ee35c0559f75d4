"""Every question that somebody who has not signed in can put to the API, from the live schema."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from sqlmodel import SQLModel

from schema.core import execution
from schema.core.context import RequestContext
from schema.core.errors import QueryTooCostly
from schema.schema import GRAPHQL
from tenants.viewer import anonymous
from tests.privacy.searching import Thing
from tests.privacy.world import World
from tests.schema.samples import literal

_BELOW = 2  # objects below the root field, pages of lists not counted
_NODES_AT_ONCE = 10
_IDS_OF_A_TABLE = 4
_TABLES = {
    "ApiToken": "api_token",
    "PublicMatter": "matter",
    "Session": "account_session",
    "VillagerGroup": "village_group",
    "WorkMethod": "work_method",
}


Document = tuple[str, Sequence[str]]  # the whole question, and its parts if it costs too much


async def answers(world: World, only: Sequence[str] = ()) -> list[Thing]:
    """Ask everything, or some root fields only, and return what came back."""
    ids = await _ids(world)
    codes = [row[0] for row in await world.as_owner("SELECT code FROM bulletin WHERE code <> ''")]
    found = []
    asked = [*_root_fields(ids, [*codes, world.on.code], only), *([] if only else _nodes(ids))]
    for whole, parts in asked:
        said = await _said(world, whole)
        if said is not None:
            found.append(said)
            continue
        for part in parts:
            fewer = part.replace("first: 4", "first: 1")
            said = await _said(world, part) or await _said(world, fewer)
            assert said is not None, f"too costly even in parts: {part}"
            found.append(said)
    return found


async def _said(world: World, document: str) -> Thing | None:
    """Return the answer; None where the question is beyond the bounds (SECURITY 11)."""
    context = RequestContext(anonymous(world.county), "203.0.113.9")
    outcome = await execution.run(GRAPHQL, context, document, {})
    if not outcome.executed and _costs_too_much(outcome):
        return None
    assert outcome.executed, (document, outcome.errors)
    said = {"data": outcome.data, "errors": outcome.errors}
    return Thing(document, json.dumps(said, ensure_ascii=False, default=str).encode())


def _costs_too_much(outcome: execution.Outcome) -> bool:
    codes = [one.get("extensions", {}).get("code") for one in outcome.errors]
    return QueryTooCostly.code in codes or any("tokens" in one["message"] for one in outcome.errors)


async def _ids(world: World) -> Mapping[str, Sequence[UUID]]:
    found = {}
    for name, table in SQLModel.metadata.tables.items():
        key = list(table.primary_key.columns)
        if len(key) == 1 and type(key[0].type).__name__ == "Uuid":
            rows = await world.as_owner(
                f'SELECT "{key[0].name}" FROM "{name}" ORDER BY 1 DESC LIMIT {_IDS_OF_A_TABLE}'
            )
            found[name] = [row[0] for row in rows]
    return found


def global_id(kind: str, one: object) -> str:
    return b64encode(f"{kind}:{one}".encode()).decode()


def _table_of(kind: str) -> str:
    return _TABLES.get(kind, re.sub(r"(?<!^)(?=[A-Z])", "_", kind).lower())


def _kinds() -> Sequence[GraphQLObjectType]:
    node = GRAPHQL.get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    return sorted(GRAPHQL.get_possible_types(node), key=lambda kind: kind.name)


def _nodes(ids: Mapping[str, Sequence[UUID]]) -> Iterator[Document]:
    """Ask for each object of each table by its id, and for one of every other table's."""
    some = [rows[0] for rows in ids.values() if rows]
    for kind in _kinds():
        whole, parts = _selections(kind)
        for one in ids.get(_table_of(kind.name), []):
            yield _by_id(kind, [one], whole), [_by_id(kind, [one], part) for part in parts]
        for start in range(0, len(some), _NODES_AT_ONCE):
            yield _by_id(kind, some[start : start + _NODES_AT_ONCE], parts[0]), []


def _by_id(kind: GraphQLObjectType, ids: Sequence[UUID], part: str) -> str:
    asked = " ".join(
        f'n{n}: node(id: "{global_id(kind.name, one)}") {{ ... on {kind.name} {part} }}'
        for n, one in enumerate(ids)
    )
    return f"{{ {asked} }}"


def _root_fields(
    ids: Mapping[str, Sequence[UUID]], codes: Sequence[str], only: Sequence[str]
) -> Iterator[Document]:
    root = GRAPHQL.query_type
    assert root is not None
    for name, field in root.fields.items():
        if name == "node" or (only and name not in only):
            continue
        kind = get_named_type(field.type)
        whole, parts = _selections(kind) if isinstance(kind, GraphQLObjectType) else ("", [""])
        for given in _given(field, kind.name, ids, codes):
            yield f"{{ {name}{given} {whole} }}", [f"{{ {name}{given} {part} }}" for part in parts]


def _given(
    field: GraphQLField, kind: str, ids: Mapping[str, Sequence[UUID]], codes: Sequence[str]
) -> Iterator[str]:
    """Yield the arguments of a root field with everything that an outsider can know or guess."""
    needed = {name: one.type for name, one in field.args.items() if is_required_argument(one)}
    variants: list[dict[str, str]] = [{}]
    for name, wanted in needed.items():
        if name == "id":
            values = [f'"{global_id(kind, one)}"' for one in ids.get(_table_of(kind), [])]
        elif name.lower().endswith("code"):
            values = [f'"{code}"' for code in codes]
        else:
            values = [literal(wanted)]
        variants = [{**one, name: value} for one in variants for value in values]
    for one in variants:
        shown = {**one, **({"first": "4"} if "first" in field.args else {})}
        listed = ", ".join(f"{name}: {value}" for name, value in shown.items())
        yield f"({listed})" if listed else ""


def _selections(kind: GraphQLObjectType, below: int = _BELOW) -> tuple[str, list[str]]:
    """Return a selection of every field, and the same in parts: leaves, then each object below."""
    leaves = [name for name, field in kind.fields.items() if _is_leaf(field)]
    own = " ".join(["__typename", *leaves])
    wholes, parts = [own], [f"{{ {own} }}"]
    for name, field in kind.fields.items():
        inside = get_named_type(field.type)
        page = name in {"edges", "node", "pageInfo"}
        if not isinstance(inside, GraphQLObjectType) or _asks(field) or (below == 0 and not page):
            continue
        few = "(first: 2)" if "first" in field.args else ""
        whole, each = _selections(inside, below if page else below - 1)
        wholes.append(f"{name}{few} {whole}")
        parts += [f"{{ {name}{few} {part} }}" for part in each]
    return f"{{ {' '.join(wholes)} }}", parts


def _is_leaf(field: GraphQLField) -> bool:
    return is_leaf_type(get_named_type(field.type)) and not _asks(field)


def _asks(field: GraphQLField) -> bool:
    """Say whether a field below the root cannot be asked without arguments."""
    return any(is_required_argument(one) for one in field.args.values())
