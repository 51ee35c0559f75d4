"""Every root field with wild values by many people: no failure, no defect, no word of the insides.

Schemathesis asks from outside (`make schemathesis`), but knows no id; generated.py knows those that
exist, so that the operations reach the services.
"""

import httpx
from graphql import GraphQLInputObjectType, GraphQLObjectType

from schema.authentication import session_cookie
from schema.schema import GRAPHQL
from tests.surface import generated
from tests.surface.crowded import Crowd
from tests.surface.generated import Chance, Operation
from tests.surface.telling import STACK_WORDS, assert_calm

ROUNDS = 3


async def test_no_wild_operation_breaks_anything(client: httpx.AsyncClient, crowd: Crowd) -> None:
    chance = Chance(3, crowd.ids, crowd.words)
    wanted = [(kind, name) for kind in ("query", "mutation") for name in generated.roots(kind)]
    cookies = [f"{session_cookie()}={token}" for token in crowd.tokens]
    reached = 0

    for turn in range(ROUNDS):
        for number, (kind, name) in enumerate(wanted):
            made = Operation(chance, junk=0.04 * turn, share=0.3)
            text = made.draw(kind, name, 1)
            body = {"query": text, "variables": made.variables}
            cookie = {"cookie": cookies[(number + turn) % len(cookies)]}
            path = f"/{crowd.county.code}/graphql"
            answer = await client.post(path, json=body, headers=cookie)
            assert_calm(answer, str(body))
            reached += '"data"' in answer.text

    assert reached > len(wanted) * ROUNDS / 3


def test_no_name_of_the_schema_looks_like_a_word_of_the_insides() -> None:
    names = {name for name in GRAPHQL.type_map if not name.startswith("__")}
    names |= {
        field
        for kind in GRAPHQL.type_map.values()
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType)
        for field in kind.fields
    }

    assert [name for name in names if any(word in name for word in STACK_WORDS)] == []
