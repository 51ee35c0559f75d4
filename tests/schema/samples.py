"""A document for any root field: the least input that validates, and `__typename`."""

from base64 import b64encode
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
)

from schema.schema import GRAPHQL

UNKNOWN = "00000000-0000-7000-8000-000000000000"
SCALARS = {
    "Boolean": "true",
    "Date": '"2026-11-22"',
    "DateTime": '"2026-11-22T00:00:00Z"',
    "Fen": "100",
    "ID": f'"{b64encode(f"Matter:{UNKNOWN}".encode()).decode()}"',
    "Int": "1",
    "String": '"150523"',
    "UUID": f'"{UNKNOWN}"',
}


def literal(kind: Any) -> str:
    """The least value of an input type, as GraphQL text."""
    if isinstance(kind, GraphQLNonNull):
        return literal(kind.of_type)
    if isinstance(kind, GraphQLList):
        return f"[{literal(kind.of_type)}]"
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        fields = kind.fields.items()
        inside = [
            f"{n}: {literal(f.type)}" for n, f in fields if isinstance(f.type, GraphQLNonNull)
        ]
        if kind.is_one_of:
            name, first = next(iter(fields))
            inside = [f"{name}: {literal(first.type)}"]
        return "{" + ", ".join(inside) + "}"
    return SCALARS[kind.name]


def document(operation: str, name: str) -> str:
    """One operation on one root field."""
    root = GRAPHQL.query_type if operation == "query" else GRAPHQL.mutation_type
    assert isinstance(root, GraphQLObjectType)
    field: GraphQLField = root.fields[name]
    given = [
        f"{argument}: {literal(one.type)}"
        for argument, one in field.args.items()
        if isinstance(one.type, GraphQLNonNull) or argument == "idempotencyKey"
    ]
    arguments = f"({', '.join(given)})" if given else ""
    below = " { __typename }" if is_composite_type(get_named_type(field.type)) else ""
    return f"{operation} {{ {name}{arguments}{below} }}"
