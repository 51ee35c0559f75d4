"""The walk by levels answers like graphql-core, field by field and error by error."""

import asyncio
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, execute, parse, validate

from schema.core import levels
from schema.core.context import RequestContext
from tests.schema import toy

SDL = """
interface Being { name: String! }
type Person implements Being { name: String!  age: Int  mood: Mood  friends: [Person!]!
  pets: [Animal]  boss: Person  must: Person!  grid: [[Int]]  echo(word: String = "a"): String
  later: String  lateMust: String!  broken: String  brokenMust: String!  number: Int }
type Dog implements Being { name: String!  barks: Boolean }
union Animal = Dog | Person
enum Mood { GOOD BAD }
type Query { me: Person  all: [Person]  strict: [Person!]!  being: Being  beings: [Being!]
  wrong: Person!  odd: Being  notAList: [Int]  lateAll: [Person] }
"""


class Thing:
    def __init__(self, kind: str, name: str | None, **more: Any) -> None:
        self.kind, self.name = kind, name
        self.__dict__.update(more)


def _person(name: str | None, **more: Any) -> Thing:
    defaults: dict[str, Any] = {
        "age": 40, "mood": "GOOD", "friends": [], "pets": None, "boss": None, "must": None,
        "grid": [[1, None], None], "number": 1,
    }  # fmt: skip
    return Thing("Person", name, **{**defaults, **more})


async def _later(value: object) -> object:
    await asyncio.sleep(0)
    if isinstance(value, Exception):
        raise value
    return value


def _made() -> GraphQLSchema:
    schema = build_schema(SDL)
    dog = Thing("Dog", "Rex", barks=True)
    nobody = _person(None, mood="UGLY")
    friend = _person("Li", pets=[dog, None, nobody], number="many")
    me = _person("Wang", friends=[friend, _person("Hu", boss=friend)], boss=friend)
    me.must = me
    for name in ("Being", "Animal"):
        schema.type_map[name].resolve_type = lambda value, *_: value.kind  # type: ignore[attr-defined]
    person = schema.type_map["Person"].fields  # type: ignore[attr-defined]
    person["later"].resolve = lambda one, _i: _later(one.name)
    person["lateMust"].resolve = lambda one, _i: _later(one.name)
    person["broken"].resolve = lambda one, _i: _later(ValueError(one.name))
    person["brokenMust"].resolve = lambda one, _i: _later(ValueError("must"))
    person["echo"].resolve = lambda one, _i, word: f"{one.name} {word}"
    roots: dict[str, Any] = {
        "me": me, "all": [me, None, nobody, friend], "strict": [me, None], "being": dog,
        "beings": [dog, me], "wrong": None, "odd": Thing("Cat", "Tom"), "notAList": 7,
        "lateAll": None,
    }  # fmt: skip
    for name, value in roots.items():
        assert schema.query_type is not None
        schema.query_type.fields[name].resolve = lambda *_, value=value: value
    schema.query_type.fields["lateAll"].resolve = lambda *_: _later([friend, nobody])  # type: ignore[union-attr]
    return schema


SCHEMA = _made()
DOCUMENTS = [
    "{ me { name age mood } }",
    "{ me { a: name b: name __typename friends { name boss { name } } } }",
    "{ me { ...p friends { ...p } } } fragment p on Person { name ... on Being { n: name } }",
    "{ all { name } }",
    "{ all { mood } }",
    "{ strict { name } }",
    "{ me { must { must { name } } friends { must { name } } } }",
    "{ me { friends { pets { __typename ... on Dog { name barks } ... on Person { name } } } } }",
    "{ being { name __typename } beings { name ... on Person { age } } }",
    "{ odd { name } me { name } }",
    "{ wrong { name } me { name } }",
    "{ me { grid } }",
    "{ me { number friends { number } } }",
    "{ me { later friends { later lateMust } } lateAll { lateMust later } }",
    "{ lateAll { broken name } me { broken friends { broken } } }",
    "{ lateAll { brokenMust } me { name boss { brokenMust } } }",
    "{ me { friends { brokenMust } } being { name } }",
    '{ me { echo  other: echo(word: "b") } }',
    "query($w: String, $on: Boolean!) { me { echo(word: $w) name @skip(if: $on) age } }",
    '{ __schema { queryType { name } } __type(name: "Dog") { fields { name type { name } } } }',
]
VARIABLES: dict[str, Any] = {"w": "c", "on": True}


def _told(errors: Any) -> list[tuple[list[str | int] | None, str]]:
    return sorted((error.path, type(error.original_error).__name__) for error in errors or ())


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_data_and_errors_are_those_of_graphql_core(document: str) -> None:
    parsed = parse(document)
    assert validate(SCHEMA, parsed) == []

    ours = await levels.query(SCHEMA, parsed, None, VARIABLES, None)
    theirs = execute(SCHEMA, parsed, variable_values=VARIABLES)
    theirs = theirs if not asyncio.iscoroutine(theirs) else await theirs

    assert ours.data == theirs.data
    assert str(ours.data) == str(theirs.data)  # in the same order too
    if ours.data is not None:
        assert _told(ours.errors) == _told(theirs.errors)
    assert bool(ours.errors) == bool(theirs.errors)


async def test_what_is_null_already_is_not_told_a_second_time() -> None:
    found = await levels.query(SCHEMA, parse("{ me { brokenMust broken } }"), None, {}, None)

    assert found.data == {"me": None}
    assert [error.path for error in found.errors or ()] == [["me", "brokenMust"]]


async def test_a_value_of_a_wrong_shape_is_a_defect_of_its_field_alone() -> None:
    found = await levels.query(SCHEMA, parse("{ notAList being { name } }"), None, {}, None)

    assert found.data == {"notAList": None, "being": {"name": "Rex"}}
    [error] = found.errors or ()
    assert isinstance(error.original_error, TypeError)


async def test_strawberry_s_own_resolvers_give_what_the_short_way_gives() -> None:
    document = parse(
        "{ notes { edges { cursor node { id text below { id } onward { id text } } }"
        " pageInfo { hasNextPage endCursor } } money(amount: 7) recent { id } }"
    )
    context = RequestContext(toy.nobody())

    ours = await levels.query(toy.SCHEMA, document, context, {}, None)
    theirs = await execute(toy.SCHEMA, document, context_value=context)

    assert ours.errors is None
    assert ours.data == theirs.data
    assert ours.data is not None
    assert len(ours.data["notes"]["edges"]) == 5


async def test_a_promise_that_many_objects_share_is_awaited_once() -> None:
    schema, calls = build_schema("type Query { all: [A!]! } type A { x: String! }"), []

    async def answer() -> str:
        calls.append(1)
        await asyncio.sleep(0)
        return "x"

    shared = asyncio.ensure_future(answer())
    assert schema.query_type is not None
    schema.query_type.fields["all"].resolve = lambda *_: [1, 2, 3]
    schema.type_map["A"].fields["x"].resolve = lambda *_: shared  # type: ignore[attr-defined]

    found = await levels.query(schema, parse("{ all { x } }"), None, {}, None)

    assert found.data == {"all": [{"x": "x"}] * 3}
    assert calls == [1]


async def test_what_is_under_way_stops_when_the_query_is_stopped() -> None:
    schema, stopped = build_schema("type Query { a: String b: String }"), []

    async def slow() -> str:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            stopped.append(1)
            raise
        return ""

    assert schema.query_type is not None
    for name in ("a", "b"):
        schema.query_type.fields[name].resolve = lambda *_: slow()

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await levels.query(schema, parse("{ a b }"), None, {}, None)

    assert stopped == [1, 1]
