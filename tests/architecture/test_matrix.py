"""The checked-in authorization matrix is the live one."""

from schema import matrix
from schema.core.node import Node
from schema.schema import SCHEMA


def test_the_checked_in_matrix_is_the_live_one() -> None:
    assert matrix.FILE.read_text("utf-8") == matrix.rendered()


def test_every_kind_of_node_is_in_the_matrix() -> None:
    node = SCHEMA._schema.get_type("Node")
    kinds = SCHEMA._schema.get_possible_types(node)  # type: ignore[arg-type]

    assert issubclass(SCHEMA.get_type_by_name("Matter").origin, Node)  # type: ignore[union-attr]
    assert list(matrix.node_gates()) == sorted(kind.name for kind in kinds)
