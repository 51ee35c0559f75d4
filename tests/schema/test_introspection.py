"""Introspection: ready-made for GraphiQL, open through the API, bounded against misuse."""

import orjson
from graphql import get_introspection_query, get_operation_ast, parse

from schema.core import execution, limits
from schema.introspection import digest, introspection
from schema.schema import GRAPHQL

FULL = get_introspection_query(input_value_deprecation=True)


def test_the_full_query_keeps_within_the_limits_and_costs_nothing() -> None:
    document = parse(FULL, max_tokens=limits.MOST_TOKENS)
    operation = get_operation_ast(document)

    assert operation is not None
    assert limits.check(GRAPHQL, document, operation, {}) == 0
    assert execution.prepare(GRAPHQL, FULL, {}, None).errors == ()


def test_the_ready_made_answer_is_the_whole_schema() -> None:
    shown = orjson.loads(introspection())["data"]["__schema"]

    assert {kind["name"] for kind in shown["types"]} == set(GRAPHQL.type_map)
    assert len(digest()) == 16


def test_lists_within_lists_of_introspection_are_refused() -> None:
    inner = "fields { type { " * 4 + "name" + " } }" * 4

    errors = execution.prepare(GRAPHQL, "{ __schema { types { " + inner + " } } }", {}, None).errors

    assert [error.message for error in errors] == ["Maximum introspection depth exceeded"]
