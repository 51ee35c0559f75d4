"""Operations made from the live schema by chance: valid ones to execute, wild ones to survive.

Schemathesis does this from outside (`make schemathesis`); a generator of our own knows the ids that
exist, so that its operations reach the services instead of ending at NOT_FOUND.
"""

from base64 import b64decode
from collections.abc import Sequence
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    Undefined,
    get_named_type,
    is_composite_type,
)

from schema.schema import GRAPHQL

TEXTS = [
    "", " ", "150523", "水", "%", "_", "\\", "'; SELECT 1 --", "${7*7}{{7*7}}", "=1+1", "../../x",
    "a" * 5_000, "\u202e\u200b\ufeff", "\U0001f469\u200d\U0001f467" * 40, "\u0001\u001f\u007f",
    "\U00020bb7野家", "1" * 18, "nan", "13912345678", "ＡＢＣ１２３", "\uffff\ufffe",
    "e\u0301" * 200, "<script>pwn()</script>", "(" * 300,
]  # fmt: skip
INTEGERS = [0, 1, -1, 7, 99, 100, 101, 2**31 - 1, -(2**31), 2**31]
AMOUNTS = [0, 1, -1, 100, 2**53 - 1, 1 - 2**53, 2**53, 2**63]
DAYS = ["2026-11-22", "0001-01-01", "9999-12-31", "2024-02-29", "2023-02-29", "tomorrow", ""]
MOMENTS = [
    "2026-11-22T00:00:00Z",
    "2026-11-22T00:00:00",  # without a zone
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-11-22T24:00:00Z",
    "2026-11-22",
    "1e9",
]
JUNK: list[Any] = [None, True, 0, 1.5, -1e308, "", "x", [], {}, [[]], [None], {"a": 1}]


class Chance:
    """Draws operations; the same seed draws the same ones."""

    def __init__(self, seed: int, ids: Sequence[str] = (), words: Sequence[str] = ()) -> None:
        """Take ids and words (codes of places, of bulletins) that exist."""
        self.random = Random(seed)
        self.known = list(ids)
        self.ids = [*ids, "", "x", "TWF0dGVyOg==", "TWF0dGVyOjE=", "Tm9uZTox", "=" * 90, "\u6c34"]
        self.words = list(words)

    def of_kind(self, kind: str) -> list[str]:
        """The ids that exist of one kind of object; of every kind for `node`."""
        return [
            one
            for one in self.known
            if kind == "Node" or b64decode(one).startswith(kind.encode() + b":")
        ]

    def often(self, share: float) -> bool:
        return self.random.random() < share

    def scalar(self, name: str) -> Any:
        if name == "String":
            pool = self.words if self.words and self.often(0.4) else TEXTS
            return self.random.choice(pool)
        if name == "Boolean":
            return self.often(0.5)
        pools: dict[str, Sequence[Any]] = {
            "Date": DAYS,
            "DateTime": MOMENTS,
            "Fen": AMOUNTS,
            "ID": self.ids,
            "Int": INTEGERS,
        }
        return self.random.choice(pools[name])

    def value(self, kind: Any, *, junk: float = 0.0) -> Any:
        """A value of an input type, or now and then something else entirely."""
        if self.often(junk):
            return self.random.choice(JUNK)
        if isinstance(kind, GraphQLNonNull):
            return self.value(kind.of_type, junk=junk)
        if isinstance(kind, GraphQLList):
            return [
                self.value(kind.of_type, junk=junk) for _ in range(self.random.choice([0, 1, 3]))
            ]
        if isinstance(kind, GraphQLEnumType):
            return self.random.choice(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, junk)
        return self.scalar(kind.name)

    def _object(self, kind: GraphQLInputObjectType, junk: float) -> dict[str, Any]:
        if kind.is_one_of:
            name, one = self.random.choice(list(kind.fields.items()))
            return {name: self.value(one.type, junk=junk)}
        return {
            name: self.value(one.type, junk=junk)
            for name, one in kind.fields.items()
            if isinstance(one.type, GraphQLNonNull) or self.often(0.6)
        }

    def page(self) -> int:
        return self.random.choice([1, 3, 20, 100])


class Operation:
    """One operation as it is drawn: its variables come along as it grows."""

    def __init__(
        self, chance: Chance, *, junk: float = 0.0, share: float = 0.5, filters: float = 0.5
    ) -> None:
        self.chance, self.junk, self.share, self.filters = chance, junk, share, filters
        self.declared: list[str] = []
        self.variables: dict[str, Any] = {}

    def draw(self, kind: str, root: str, depth: int) -> str:
        """The text of an operation on one root field."""
        parent = GRAPHQL.query_type if kind == "query" else GRAPHQL.mutation_type
        assert isinstance(parent, GraphQLObjectType)
        asked = self._field(root, parent.fields[root], depth)
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        return f"{kind} Drawn{declared} {{ {asked} }}"

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        given = []
        for argument, one in field.args.items():
            if argument == "after":
                continue
            required = isinstance(one.type, GraphQLNonNull) and one.default_value is Undefined
            if not required and not self.chance.often(0.5 if argument == "first" else self.filters):
                continue
            variable = f"v{len(self.declared)}"
            self.declared.append(f"${variable}: {one.type}")
            self.variables[variable] = self._argument(argument, one.type, field)
            given.append(f"{argument}: ${variable}")
        shown = f"({', '.join(given)})" if given else ""
        return f"{name}{shown}{self._below(get_named_type(field.type), depth)}"

    def _argument(self, name: str, kind: Any, field: GraphQLField) -> Any:
        if not self.chance.often(self.junk):
            if name == "first":
                return self.chance.page()
            if name in {"divisionCode", "place", "villageCode"} and self.chance.words:
                return self.chance.words[0]
            if name == "code" and self.chance.words:
                return self.chance.random.choice(self.chance.words)
            fitting = self.chance.of_kind(get_named_type(field.type).name)
            if name == "id" and fitting:
                return self.chance.random.choice(fitting)
        return self.chance.value(kind, junk=self.junk)

    def _below(self, kind: Any, depth: int) -> str:
        if not is_composite_type(kind):
            return ""
        if isinstance(kind, GraphQLInterfaceType):
            concrete = self.chance.random.choice(GRAPHQL.get_possible_types(kind))
            return f" {{ __typename ... on {concrete.name}{self._below(concrete, depth)} }}"
        wrapper = kind.name.endswith(("Connection", "Edge"))
        chosen = ["__typename"]
        for name, field in kind.fields.items():
            deeper = is_composite_type(get_named_type(field.type))
            if deeper and depth <= 0 and not wrapper:
                continue
            if wrapper or self.chance.often(self.share):
                chosen.append(self._field(name, field, depth if wrapper else depth - 1))
        return " { " + " ".join(chosen) + " }"


def roots(kind: str) -> list[str]:
    parent = GRAPHQL.query_type if kind == "query" else GRAPHQL.mutation_type
    assert isinstance(parent, GraphQLObjectType)
    return list(parent.fields)
