"""Fields of objects: who may read the object reads them all, but for those the matrix names."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from graphql import GraphQLObjectType, get_named_type, is_composite_type, is_required_argument

from schema.schema import GRAPHQL
from tenants.authorization.roles import Role
from tests.schema.authorization import asking, samples, sheet
from tests.schema.authorization.world import World

# What is about the reader differs by its nature.
# The QR code changes while the readers ask; it is null to the same readers as the digits.
ABOUT_READER = {"can", "current", "me", "signInQr"}
# Nobody sees the first, the second is not compared (above), and the third needs a count by hand
# in an open vote (see tests/schema).
NOT_SHOWN = {"ClaimSlip.code", "Meeting.signInQr", "Vote.paperCount"}
ONLY_INSIDE = {"MeetingMember"}
OWNED = {"Account", "ApiToken", "Session"}
NODE = GRAPHQL.type_map["Node"]
Shown = dict[Role, Any]


def _is_node(kind: Any) -> bool:
    return NODE in getattr(kind, "interfaces", ())


def _fields(kind: GraphQLObjectType) -> Iterator[tuple[str, Any]]:
    """Return the fields that can be asked without arguments."""
    for name, field in kind.fields.items():
        if not any(is_required_argument(one) for one in field.args.values()):
            yield name, field.type


def selection(kind: Any, depth: int = 2) -> str:
    """Return all of a type: values, values of values, and of other objects their ids."""
    found = []
    for name, of in _fields(kind):
        named = get_named_type(of)
        if not is_composite_type(named):
            found.append(name)
        elif _is_node(named):
            found.append(f"{name} {{ __typename id }}")
        elif depth and isinstance(named, GraphQLObjectType):
            found.append(f"{name} {{ {selection(named, depth - 1)} }}")
    return " ".join(found)


def shown(kind: str, field: str) -> str:
    """Return the selection of one field of a kind."""
    made = GRAPHQL.type_map[kind]
    assert isinstance(made, GraphQLObjectType)
    named = get_named_type(made.fields[field].type)
    if not is_composite_type(named):
        return field
    if _is_node(named) and named.name not in ONLY_INSIDE:
        return f"{field} {{ __typename id }}"
    return f"{field} {{ {selection(named)} }}"


def names(kind: str) -> list[str]:
    made = GRAPHQL.type_map[kind]
    assert isinstance(made, GraphQLObjectType)
    return [name for name, _ in _fields(made)]


def readers(name: str) -> list[Role]:
    """Return who may read an object, by the matrix."""
    cells = sheet.lines()["Node", name].cells
    return [role for role, cell in cells.items() if cell in {"yes", "public"}]


async def answers(
    world: World, client: httpx.AsyncClient, name: str, fields: list[str]
) -> dict[str, Shown]:
    """Ask every reader for each field of an object; return what they got, by field."""
    kind = name.partition(".")[0]
    found: dict[str, Shown] = {field: {} for field in fields}
    for role in readers(name):
        for start in range(0, len(fields), 4):
            part = fields[start : start + 4]
            asked = " ".join(shown(kind, field) for field in part)
            text = samples.nodes([world.here.gid(name)], f"... on {kind} {{ {asked} }}")
            session = world.people[role].token
            body = await asking.post(client, world.county, text, session=session)
            assert "errors" not in body, (name, role, body["errors"])
            for field in part:
                found[field][role] = body["data"]["n0"][field]
    return found


def objects() -> list[str]:
    """Return the kinds of objects in every state, but for those that only their owner reads."""
    named = [name for kind, name in sheet.lines() if kind == "Node"]
    return [name for name in named if name.partition(".")[0] not in OWNED and readers(name)]


def row_of(name: str, field: str) -> str:
    """Return what the matrix calls a field: of the object in this state, if that has a row."""
    here = f"{name}.{field}"
    return here if here in sheet.cut_fields() else f"{name.partition('.')[0]}.{field}"


def groups(row: str, got: Shown) -> dict[str, list[Any]]:
    """Sort answers by what the matrix says: whole or cut."""
    said = sheet.cut_fields().get(row)
    found: dict[str, list[Any]] = {"whole": [], "cut": []}
    for role, value in got.items():
        found[said[role] or "cut" if said else "whole"].append(value)
    return found


async def compared(
    world: World, client: httpx.AsyncClient, name: str
) -> tuple[list[str], set[str]]:
    """Compare what the readers of an object see; return what is wrong, and what was seen cut."""
    kind = name.partition(".")[0]
    asked = [one for one in names(kind) if one not in ABOUT_READER and not one.startswith("my")]
    asked += ["current"] if kind == "Matter" else []
    wrong, cut = [], set()
    for field, got in (await answers(world, client, name, asked)).items():
        row = row_of(name, field)
        sorts = groups(row, got)
        for how, values in sorts.items():
            if any(value != values[0] for value in values):
                wrong.append(
                    f"{name}.{field} shows readers different things, though the matrix calls it "
                    f"{how} for all of them: name it in schema/cut_fields.py"
                )
        if sorts["whole"] and sorts["cut"] and sorts["whole"][0] != sorts["cut"][0]:
            cut.add(row)
    return wrong, cut


async def no_longer_cut(world: World, client: httpx.AsyncClient, kind: str = "") -> set[str]:
    """Return the fields of the matrix that nobody was seen to be denied."""
    due = {name for name in sheet.cut_fields() if name not in NOT_SHOWN}
    due = {name for name in due if not kind or name.partition(".")[0] == kind}
    for name in objects():
        if any(one.partition(".")[0] == name.partition(".")[0] for one in due):
            due -= (await compared(world, client, name))[1]
    return due


async def test_readers_see_the_same_but_for_the_fields_that_the_matrix_names(
    the_world: World, client: httpx.AsyncClient
) -> None:
    wrong, cut = [], set()
    for name in objects():
        found, seen = await compared(the_world, client, name)
        wrong += found
        cut |= seen

    assert wrong == []
    assert cut == set(sheet.cut_fields()) - NOT_SHOWN


@pytest.mark.parametrize("role", Role)
async def test_what_a_field_leads_to_is_there_by_its_id_as_well(
    role: Role, the_world: World, client: httpx.AsyncClient
) -> None:
    session = the_world.people[role].token
    led: dict[str, str] = {}
    for name in objects():
        if role not in readers(name):
            continue
        kind = name.partition(".")[0]
        made = GRAPHQL.type_map[kind]
        assert isinstance(made, GraphQLObjectType)
        inner = [n for n, of in _fields(made) if _is_node(get_named_type(of))]
        if not inner:
            continue
        asked = " ".join(f"{field} {{ __typename id }}" for field in inner)
        text = samples.nodes([the_world.here.gid(name)], f"... on {kind} {{ {asked} }}")
        body = await asking.post(client, the_world.county, text, session=session)
        for field, value in body["data"]["n0"].items():
            for one in value if isinstance(value, list) else [value]:
                if one and one["__typename"] not in ONLY_INSIDE:
                    led[one["id"]] = f"{name}.{field}"

    ids = list(led)
    there = await asking.ask_nodes(client, the_world.county, ids, session=session)

    assert [
        led[one] for one, answer in zip(ids, there, strict=True) if answer.verdict != "answered"
    ] == []
