"""The cost of a query is never below what it makes: drawn queries are executed and counted."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from graphql import get_operation_ast, parse

from infra.ids import new_id
from schema.authentication import viewer_of_session
from schema.core import access, execution, levels, limits
from schema.core.access import Asked
from schema.core.context import RequestContext
from schema.core.limits import OverLimit
from schema.schema import GRAPHQL
from schema.weights import LENGTHS, WORKS
from tenants.authorization.permissions import Permission
from tests.schema import toy
from tests.surface import generated
from tests.surface.crowded import Crowd
from tests.surface.generated import Chance, Operation

DRAWN = 260
ROOTS = generated.roots("query")


def cost(text: str, variables: dict[str, Any]) -> int | None:
    """What the limits take it for; None if they refuse it."""
    document = parse(text)
    operation = get_operation_ast(document)
    assert operation is not None
    try:
        return limits.check(GRAPHQL, document, operation, variables)
    except OverLimit:
        return None


def objects(answer: object) -> int:
    """How many objects an answer holds."""
    if isinstance(answer, dict):
        return 1 + sum(map(objects, answer.values()))
    return sum(map(objects, answer)) if isinstance(answer, list) else 0


def lists(answer: object, at: str = "") -> Iterator[tuple[str, int]]:
    """The lists of objects in an answer by the field that they belong to, with their lengths."""
    if isinstance(answer, dict):
        for name, child in answer.items():
            yield from lists(child, f"{answer.get('__typename', 'Query')}.{name}")
    elif isinstance(answer, list):
        if any(isinstance(one, dict) for one in answer):
            yield at, len(answer)
        for one in answer:
            yield from lists(one, at)


def drawn(chance: Chance, root: str) -> tuple[str, dict[str, Any], int]:
    """A query on a root field that the limits let through, and what it costs."""
    while True:
        share, depth = chance.random.choice([0.15, 0.3, 0.6]), chance.random.choice([0, 1, 2, 3])
        made = Operation(chance, share=share, filters=0)
        text = made.draw("query", root, depth)
        counted = cost(text, made.variables)
        if counted is not None:
            return text, made.variables, counted


async def test_no_drawn_query_makes_more_objects_than_it_was_counted_for(crowd: Crowd) -> None:
    chance = Chance(3, crowd.ids, crowd.words)
    viewer = await viewer_of_session(crowd.county, crowd.tokens[0], "en")
    everything = frozenset((one, crowd.county.code) for one in Permission)
    low, run = [], 0
    for number in range(DRAWN):
        root = ROOTS[number % len(ROOTS)]
        text, variables, counted = drawn(chance, root)
        context = RequestContext(replace(viewer, grants=everything))
        outcome = await execution.run(GRAPHQL, context, text, variables)
        made = objects(outcome.data) - 1
        run += made > 5
        if made > counted:
            low.append((text, counted, made, dict(lists(outcome.data))))

    assert low == []
    assert run > DRAWN / 5  # it is not that all of them found nothing


def test_what_is_weighed_is_in_the_schema() -> None:
    found = {
        f"{kind.name}.{name}": field.extensions
        for kind in GRAPHQL.type_map.values()
        for name, field in getattr(kind, "fields", {}).items()
    }

    assert {name: found[name].get(limits.LENGTH) for name in LENGTHS} == LENGTHS
    assert {name: found[name].get(limits.WORK) for name in WORKS} == WORKS


@pytest.mark.parametrize("field", ["qrSvg", "a: qrSvg b: qrSvg"])
def test_a_page_of_drawings_is_refused(field: str) -> None:
    """A hundred QR codes took a second and a half of a processor and counted as one object."""
    assert cost(f"{{ bulletins(first: 100) {{ edges {{ node {{ {field} }} }} }} }}", {}) is None


async def test_lists_that_are_longer_than_expected_are_charged_as_they_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sixty notes where ten were counted: the run ends when the allowance is used up."""
    long = [toy.Note(id=new_id(), text="") for _ in range(60)]

    def resolved(core: Any, asked: Asked, sources: Sequence[Any]) -> list[Any]:
        if asked.key == "below":
            return [long for _ in sources]
        return access.resolved(core, asked, sources)

    monkeypatch.setattr(levels, "resolved", resolved)
    asked = "{ notes(first: 5) { edges { node { below { onward { id } } } } } }"

    assert (await toy.run(toy.nobody(), asked)).errors == ()
    monkeypatch.setattr(limits, "MOST_COST", 500)
    outcome = await toy.run(toy.nobody(), asked)

    assert outcome.data is None
    assert [one["extensions"] for one in outcome.errors] == [{"code": "QUERY_TOO_COSTLY"}]
