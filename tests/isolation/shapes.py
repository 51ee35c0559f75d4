"""Documents for every root field and node of the live schema, with variables for what they ask."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_operation_ast,
    is_leaf_type,
    is_required_argument,
    parse,
    validate,
)

from schema.core import limits
from schema.schema import GRAPHQL

_NODES_AT_ONCE = 4
_INSIDE = 3  # objects asked for below each object
_PAGE = {"edges", "node", "pageInfo"}
# Whoever asks one of these in another county writes a line about a failed attempt there.
KNOCKS = {
    "accountClaim",
    "oneTimeCodeRequest",
    "signInWithCode",
    "signInWithPassword",
}


@dataclass(frozen=True)
class Slot:
    """One variable of a document: what it is for."""

    name: str
    field: str
    argument: str
    kind: Any
    node: str = ""


@dataclass(frozen=True)
class Shape:
    """One document; `about` names the root fields or the kind of object."""

    about: tuple[str, ...]
    text: str
    slots: tuple[Slot, ...]


def root(kind: str) -> Mapping[str, GraphQLField]:
    found = GRAPHQL.type_map[kind]
    assert isinstance(found, GraphQLObjectType)
    fields: dict[str, GraphQLField] = found.fields
    return fields


def node_kinds() -> list[GraphQLObjectType]:
    node = GRAPHQL.get_type("Node")
    assert isinstance(node, GraphQLInterfaceType)
    return sorted(GRAPHQL.get_possible_types(node), key=lambda kind: kind.name)


def _asks(field: GraphQLField) -> bool:
    return any(is_required_argument(one) for one in field.args.values())


def selection(rng: random.Random, kind: Any, below: int) -> str:
    """Return all leaves of a type and some of the objects below, with theirs."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    if not isinstance(named, GraphQLObjectType):
        return "{ __typename }"
    parts, objects = ["__typename"], []
    for name, field in named.fields.items():
        if _asks(field):
            continue
        if is_leaf_type(get_named_type(field.type)):
            parts.append(name)
        elif name in _PAGE:
            parts.append(f"{name} {selection(rng, field.type, below)}")
        else:
            objects.append((name, field))
    if below > 0:
        for name, field in rng.sample(objects, min(_INSIDE, len(objects))):
            few = "(first: 3)" if "first" in field.args else ""
            parts.append(f"{name}{few} {selection(rng, field.type, below - 1)}")
    return "{ " + " ".join(parts) + " }"


def _field(
    rng: random.Random, kind: str, name: str, prefix: str, below: int
) -> tuple[str, list[Slot]]:
    field = root(kind)[name]
    slots = [
        Slot(f"{prefix}_{argument}", name, argument, one.type)
        for argument, one in field.args.items()
        if is_required_argument(one) or argument in {"after", "first", "idempotencyKey"}
        or rng.random() < 0.5
    ]  # fmt: skip
    given = ", ".join(f"{slot.argument}: ${slot.name}" for slot in slots)
    arguments = f"({given})" if given else ""
    shown = selection(rng, field.type, below)
    return f"{prefix}: {name}{arguments} {shown}", slots


def _shape(kind: str, about: tuple[str, ...], parts: list[tuple[str, list[Slot]]]) -> Shape:
    slots = tuple(slot for _, own in parts for slot in own)
    declared = ", ".join(f"${slot.name}: {slot.kind}" for slot in slots)
    head = f"{kind.lower()}({declared})" if declared else kind.lower()
    return Shape(about, f"{head} {{ {' '.join(text for text, _ in parts)} }}", slots)


def _allowed(shape: Shape) -> bool:
    """Say whether the document is one that the API takes."""
    try:
        document = parse(shape.text, max_tokens=limits.MOST_TOKENS)
        operation = get_operation_ast(document)
        assert operation is not None
        limits.check(GRAPHQL, document, operation, {slot.name: 5 for slot in shape.slots})
    except Exception:  # noqa: BLE001 - over a limit: the next one asks for less
        return False
    wrong = validate(GRAPHQL, document)
    assert not wrong, (shape.text, wrong)
    return True


def _fitting(rng: random.Random, kind: str, names: tuple[str, ...]) -> Shape | None:
    """Return a document that asks these root fields under aliases, as deep as is allowed."""
    for below in (2, 1, 0):
        parts = [_field(rng, kind, name, f"a{at}", below) for at, name in enumerate(names)]
        shape = _shape(kind, names, parts)
        if _allowed(shape):
            return shape
    return None


def of_field(rng: random.Random, kind: str, name: str) -> Shape:
    shape = _fitting(rng, kind, (name,))
    assert shape is not None, name
    return shape


def of_several(rng: random.Random, asked: list[str]) -> Shape:
    """Return a document of two or three of these fields; some cost too much together."""
    while True:
        shape = _fitting(rng, "Query", tuple(rng.sample(asked, rng.randint(2, 3))))
        if shape is not None:
            return shape


def of_node(rng: random.Random, kind: GraphQLObjectType) -> Shape:
    """Return a document that asks for several objects of a kind by id."""
    for many, below in ((_NODES_AT_ONCE, 1), (2, 1), (1, 1), (_NODES_AT_ONCE, 0), (1, 0)):
        shown = selection(rng, kind, below)
        slots = [
            Slot(f"n{at}", "node", "id", GRAPHQL.type_map["ID"], kind.name) for at in range(many)
        ]
        asked = " ".join(
            f"n{at}: node(id: $n{at}) {{ id ... on {kind.name} {shown} }}" for at in range(many)
        )
        head = ", ".join(f"$n{at}: ID!" for at in range(many))
        shape = Shape((kind.name,), f"query({head}) {{ {asked} }}", tuple(slots))
        if _allowed(shape):
            return shape
    raise AssertionError(kind.name)


def _lists(kind: GraphQLObjectType) -> list[str]:
    return [name for name, field in kind.fields.items() if "after" in field.args]


def nested_lists() -> list[str]:
    """Return the lists that objects have, as `Matter.comments`."""
    return [f"{kind.name}.{name}" for kind in node_kinds() for name in _lists(kind)]


def of_nested(rng: random.Random, kind: GraphQLObjectType, name: str) -> Shape:
    """Return a document that goes on in a list of an object."""
    one = Slot("n0", "node", "id", GRAPHQL.type_map["ID"], kind.name)
    after = Slot("c0", "node", "after", GRAPHQL.type_map["String"], kind.name)
    inside = selection(rng, kind.fields[name].type, 1)
    asked = (
        f"n0: node(id: $n0) {{ ... on {kind.name} {{ {name}(first: 5, after: $c0) {inside} }} }}"
    )
    about = (f"{kind.name}.{name}",)
    shape = Shape(about, f"query($n0: ID!, $c0: String) {{ {asked} }}", (one, after))
    assert _allowed(shape)
    return shape


@dataclass(frozen=True)
class Shapes:
    """All documents of one attack, few enough for the server to keep them parsed."""

    queries: tuple[Shape, ...]
    mutations: tuple[Shape, ...]
    nodes: tuple[Shape, ...]
    aliases: tuple[Shape, ...]
    lists: tuple[Shape, ...]

    def __iter__(self) -> Iterator[Shape]:
        for one in (self.queries, self.mutations, self.nodes, self.aliases, self.lists):
            yield from one


def make(rng: random.Random, each: int = 2, aliases: int = 40) -> Shapes:
    """Make documents for every field of the live schema."""
    asked = [name for name in root("Query") if name != "node"]
    queries = [of_field(rng, "Query", name) for name in asked for _ in range(each)]
    return Shapes(
        tuple(queries),
        tuple(of_field(rng, "Mutation", name) for name in root("Mutation")),
        tuple(of_node(rng, kind) for kind in node_kinds() for _ in range(each)),
        tuple(of_several(rng, asked) for _ in range(aliases)),
        (
            *(one for one in queries if any(slot.argument == "after" for slot in one.slots)),
            *(of_nested(rng, kind, name) for kind in node_kinds() for name in _lists(kind)),
        ),
    )


def unwrapped(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def is_list(kind: Any) -> bool:
    return isinstance(unwrapped(kind), GraphQLList)


def is_input(kind: Any) -> bool:
    return isinstance(unwrapped(kind), GraphQLInputObjectType)


def is_enum(kind: Any) -> bool:
    return isinstance(unwrapped(kind), GraphQLEnumType)
