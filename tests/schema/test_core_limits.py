import pytest
from graphql import get_operation_ast, parse

from schema.core import execution, limits
from schema.core.limits import OverLimit
from tests.schema import toy


def cost(text: str, **variables: object) -> int:
    document = parse(text)
    operation = get_operation_ast(document)
    assert operation is not None
    return limits.check(toy.SCHEMA, document, operation, variables)


def refusal(text: str, **variables: object) -> str:
    with pytest.raises(OverLimit) as caught:
        cost(text, **variables)
    assert caught.value.extensions == {"code": "QUERY_TOO_COSTLY"}
    return caught.value.message


def chain(levels: int) -> str:
    """Return a query with that many objects below each other; `node` itself is a wrapper."""
    inner = "{ onward " * levels + "{ id }" + " }" * levels
    return 'query { node(id: "a") { ... on Note ' + inner + " } }"


def test_a_page_costs_its_rows_with_their_edges() -> None:
    query = "{ notes(first: 30) { edges { node { id text } } pageInfo { endCursor } } }"

    assert cost(query) == 1 + 30 * 2 + 1


def test_objects_in_a_page_cost_once_a_row() -> None:
    assert cost("{ notes(first: 30) { edges { node { below { id } } } } }") == 1 + 30 * 12


def test_the_default_page_counts_when_none_is_asked() -> None:
    assert cost("{ notes { edges { node { below { id } } } } }") == 1 + 20 * 12


def test_a_plain_list_costs_what_it_is_asked_for() -> None:
    assert cost("{ recent(first: 50) { id } }") == 50
    assert cost("{ recent { id } }") == 20
    assert cost('{ node(id: "a") { ... on Note { below { id } } } }') == 11


def test_a_page_size_in_a_variable_counts_as_it_is_given() -> None:
    query = "query($n: Int!) { notes(first: $n) { edges { node { below { id } } } } }"

    assert cost(query, n=3) == 1 + 3 * 12


@pytest.mark.parametrize("given", [100, 100.0, 10**9, 1e308, float("inf"), None, "1", [1]])
def test_no_way_of_writing_the_page_size_makes_it_cheaper(given: object) -> None:
    query = "query($n: Int!) { notes(first: $n) { edges { node { below { id } } } } }"

    assert cost(query, n=given) == 1 + 100 * 12


def test_a_page_size_left_to_a_default_counts_as_the_largest_page() -> None:
    query = "query($n: Int = 100) { notes(first: $n) { edges { node { below { id } } } } }"

    assert cost(query) == 1 + 100 * 12


@pytest.mark.parametrize(("given", "rows"), [("9" * 5_000, 100), ("-" + "9" * 5_000, 1)])
def test_a_page_size_of_5_000_digits_is_counted_like_any_other(given: str, rows: int) -> None:
    """It raised where Python reads no longer numbers, and the answer was 500."""
    assert cost(f"{{ recent(first: {given}) {{ id }} }}") == rows


def test_lists_in_lists_multiply_until_they_are_refused() -> None:
    query = "{ notes(first: 100) { edges { node { below { below { id } } } } } }"

    assert refusal(query) == "The query has too many objects: at most 2000. Ask for less at once."


def test_cost_does_not_hide_in_fragments() -> None:
    query = """
        { notes(first: 100) { ...row } }
        fragment row on NoteConnection { edges { node { ... on Note { below { ...deep } } } } }
        fragment deep on Note { below { id } }
    """

    assert refusal(query) == "The query has too many objects: at most 2000. Ask for less at once."


def test_cost_adds_up_over_repeated_edges() -> None:
    one = "edges { node { below { id } } }"

    query = f"{{ notes(first: 100) {{ a: {one} b: {one} c: {one} }} }}"

    assert refusal(query) == "The query has too many objects: at most 2000. Ask for less at once."


def test_fragments_that_fan_out_are_refused_quickly() -> None:
    layers = "".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }} " for n in range(20))

    message = refusal("{ ...f0 } " + layers + "fragment f20 on Query { __typename }")

    assert message == "The query has too many fields: at most 2000. Ask for less at once."


def test_eight_levels_are_taken_and_nine_refused() -> None:
    assert cost(chain(7)) == 8
    message = refusal(chain(8))
    assert message == "The query has too many levels: at most 8. Ask for less at once."


def test_fifteen_aliases_are_taken_and_sixteen_refused() -> None:
    def query(count: int) -> str:
        return "{ " + " ".join(f"a{n}: money(amount: 1)" for n in range(count)) + " }"

    assert cost(query(15)) == 0
    assert refusal(query(16)) == "The query has too many aliases: at most 15. Ask for less at once."


def test_ten_directives_are_taken_and_eleven_refused() -> None:
    def query(count: int) -> str:
        return "{ money(amount: 1) " + "@include(if: true)" * count + " }"

    assert cost(query(10)) == 0
    message = refusal(query(11))
    assert message == "The query has too many directives: at most 10. Ask for less at once."


def test_aliases_below_introspection_count_too() -> None:
    names = " ".join(f"a{n}: name" for n in range(16))

    message = refusal(f"{{ __schema {{ types {{ {names} }} }} }}")

    assert message == "The query has too many aliases: at most 15. Ask for less at once."


def test_thirty_fields_of_one_name_are_taken_and_thirty_one_refused() -> None:
    def errors(count: int) -> list[str]:
        text = "{ " + "notes { __typename } " * count + "}"
        return [one.message for one in execution.prepare(toy.SCHEMA, text, {}, None).errors]

    assert errors(30) == []
    assert errors(31) == [
        "The query has too many repeated fields: at most 30. Ask for less at once."
    ]
