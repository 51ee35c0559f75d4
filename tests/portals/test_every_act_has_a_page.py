"""What the schema can do, a person can do in a browser: a page calls every mutation."""

from graphql import OperationDefinitionNode, parse

from portals.kit.operations import documents
from schema.schema import GRAPHQL


def _called() -> set[str]:
    return {
        field.name.value
        for one in documents().values()
        for node in parse(one.text).definitions
        if isinstance(node, OperationDefinitionNode)
        for field in node.selection_set.selections
        if hasattr(field, "name")
    }


def test_every_mutation_is_called_by_a_page() -> None:
    kind = GRAPHQL.mutation_type
    assert kind is not None

    assert sorted(set(kind.fields) - _called()) == []
