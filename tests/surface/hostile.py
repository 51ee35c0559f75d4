"""Two hundred requests that try to cost much, of twenty-one kinds; each run sends the same ones."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import get_introspection_query

from tests.surface.generated import Chance, Operation

OF_EACH = 10
LISTS = ["matters", "bulletins", "auditEvents", "opinions", "questions"]
BELOW = {
    "Matter": ["versions", "rail", "steps", "blockers", "bulletins", "meetings", "votes", "heard"],
    "Bulletin": ["facts", "rail", "derivation", "correctable", "files", "difference", "questions"],
}


@dataclass(frozen=True)
class Shape:
    """One request: its family, its text and its variables."""

    family: str
    text: str
    variables: dict[str, Any] = field(default_factory=dict)


Family = Callable[[Random, int], tuple[str, dict[str, Any]] | str]


def fragment_nests(random: Random, size: int) -> str:
    """Fragments that spread the next one twice: two to the power of their number."""
    many = 5 + size * 7
    parts = [f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(many)]
    return " ".join(["{ ...f0 }", *parts, f"fragment f{many} on Query {{ __typename }}"])


def fragment_chains(random: Random, size: int) -> str:
    many = 10 + size * 11
    parts = [f"fragment f{n} on Query {{ ...f{n + 1} }}" for n in range(many)]
    return " ".join(["{ ...f0 }", *parts, f"fragment f{many} on Query {{ methods {{ key }} }}"])


def fragment_cycles(random: Random, size: int) -> str:
    many = 2 + size * 9
    parts = [f"fragment f{n} on Query {{ ...f{(n + 1) % many} }}" for n in range(many)]
    return " ".join(["{ ...f0 }", *parts])


def overlapping_fragments(random: Random, size: int) -> str:
    """Every pair of fragments has to be held against every other by the validation."""
    many = 8 + size * 6
    body = "matters(first: 1) { edges { node { id } } }" if size % 2 else "methods { key }"
    spread = " ".join(f"...f{n}" for n in range(many))
    return f"{{ {spread} }} " + " ".join(
        f"fragment f{n} on Query {{ {body} }}" for n in range(many)
    )


def aliases(random: Random, size: int) -> str:
    below = random.choice(["methods { key }", "__typename", "rollTemplate", "matterTypes { key }"])
    return "{ " + " ".join(f"a{n}: {below}" for n in range(14 + size * 10)) + " }"


def dear_aliases(random: Random, size: int) -> str:
    """Few enough to pass, each as dear as possible."""
    dear = ["qrSvg", "preview { sms }", "can", "difference { label }", "correctable { label }"]
    asked = " ".join(f"a{n}: {dear[(n + size) % len(dear)]}" for n in range(15))
    return f"{{ bulletins(first: {1 + size * 11}) {{ edges {{ node {{ {asked} }} }} }} }}"


def directives(random: Random, size: int) -> str:
    kind = random.choice(["@include(if: true)", "@skip(if: false)", "@unknown", "@include(if: $v)"])
    many = kind * (9 + size * 20)
    return f"query($v: Boolean = true) {{ methods {many} {{ key }} v: __typename @skip(if: $v) }}"


def skipped(random: Random, size: int) -> tuple[str, dict[str, Any]]:
    """What @skip takes away is counted all the same; what @include lets in too."""
    below = (
        "edges { node { " + " ".join(f"{one} {{ __typename }}" for one in BELOW["Matter"]) + " } }"
    )
    both = f"matters(first: 100) @include(if: $v) {{ {below} }}"
    return f"query($v: Boolean!) {{ {both} }}", {"v": bool(size % 2)}


def repeated_fields(random: Random, size: int) -> str:
    name = random.choice(["__typename", "methods { key }", "matters { __typename }"])
    return "{ " + f"{name} " * (30 + size * 60) + "}"


def repeated_below(random: Random, size: int) -> str:
    return "{ methods { " + "key " * (80 + size * 90) + "} }"


def deep_inputs(random: Random, size: int) -> str:
    deep = 5 + size * 18
    opened, closed = ("[" * deep, "]" * deep) if size % 2 else ("{a: " * deep, "}" * deep)
    return f"{{ matters(state: {opened}1{closed}) {{ pageInfo {{ endCursor }} }} }}"


def deep_variables(random: Random, size: int) -> tuple[str, dict[str, Any]]:
    value: Any = "DRAFT"
    for _ in range(3 + size * 2):
        value = [value] if random.random() < 0.7 else {"a": value}
    return "query($v: [MatterState!]) { matters(state: $v) { pageInfo { endCursor } } }", {
        "v": value
    }


def huge_variables(random: Random, size: int) -> tuple[str, dict[str, Any]]:
    texts = ["水" * (3_000 * size), "\\" * (9_000 * size), "\U0001f469\u200d" * (1_200 * size)]
    value: Any = random.choice([texts[size % 3], [["DRAFT"] * 9_000], ["DRAFT"] * (1_000 * size)])
    text = "query($v: [MatterState!], $t: String!) { bulletins(search: $t) { edges { cursor } }"
    return f"{text} matters(state: $v) {{ edges {{ cursor }} }} }}", {"v": value, "t": value}


def huge_searches(random: Random, size: int) -> tuple[str, dict[str, Any]]:
    search = random.choice(
        ["%" * 9_000, "_%" * 5_000, "水" * 9_000, "(a+)+" * 2_000, "\\%" * 3_000]
    )
    return "query($t: String!) { bulletins(search: $t) { edges { node { id } } } }", {"t": search}


def multiplied_lists(random: Random, size: int) -> str:
    """Pages within lists, as near to the allowance as they come and beyond."""
    kind, root = random.choice([("Matter", "matters"), ("Bulletin", "bulletins")])
    below = " ".join(f"{one} {{ __typename }}" for one in random.sample(BELOW[kind], 1 + size % 6))
    first = random.choice([5, 10, 20, 40, 60, 80, 100])
    return f"{{ {root}(first: {first}) {{ edges {{ node {{ {below} }} }} }} }}"


def several_lists(random: Random, size: int) -> str:
    """Many pages side by side, all of them full."""
    asked = " ".join(
        f"a{n}: {random.choice(LISTS)}(first: {random.choice([20, 50, 100])}) "
        "{ edges { cursor node { id } } }"
        for n in range(1 + size)
    )
    return f"{{ {asked} }}"


def introspection(random: Random, size: int) -> str:
    if size == 0:
        return get_introspection_query(input_value_deprecation=True)
    inside = random.choice(
        [
            "types { name fields { name args { name } type { name fields { name } } } }",
            "types { fields { type { fields { type { fields { name } } } } } }",
            "types { name possibleTypes { possibleTypes { name } } interfaces { name } }",
            "types { inputFields { type { inputFields { name } } } enumValues { name } }",
            "directives { args { type { ofType { ofType { name } } } } } types { name }",
        ]
    )
    return "{ " + " ".join(f"a{n}: __schema {{ {inside} }}" for n in range(size)) + " }"


def introspected_types(random: Random, size: int) -> str:
    name = random.choice(["Query", "Mutation", "Matter"])
    inside = "fields { name args { name type { name } } type { name fields { name } } }"
    asked = (f'a{n}: __type(name: "{name}") {{ {inside} }}' for n in range(1 + size))
    return "{ " + " ".join(asked) + " }"


def odd_letters(random: Random, size: int) -> str:
    """Comments, commas, blanks, byte order marks, long names, long numbers, block strings."""
    many = 2_000 * (size + 1)
    return [
        "{ __typename }" + "#\n" * many,
        "{ __typename" + "," * many + " }",
        "\ufeff" * many + "{ __typename }",
        "{ " + "a" * many + " }",
        "{ matters(first: " + "9" * many + ") { edges { cursor } } }",
        "{ matters(first: -1" + "0" * many + ") { edges { cursor } } }",
        '{ node(id: """' + "\n  x" * many + '""") { id } }',
        '{ node(id: "' + "\\u4e2d" * many + '") { id } }',
        '{ node(id: "\\u0000\\uDBFF") { id } }',
        "{ node(id: 1e" + "9" * many + ") { id } }",
    ][size]


def operations(random: Random, size: int) -> str:
    """Many operations and definitions in one document."""
    many = 10 + size * 12
    if size % 2:
        declared = " ".join(f"$v{n}: [Int!]! = [1, 2, 3]" for n in range(many))
        return f"query({declared}) {{ __typename }}"
    return " ".join(f"query q{n} {{ __typename }}" for n in range(many))


def drawn(random: Random, size: int) -> tuple[str, dict[str, Any]]:
    """Whatever chance makes of the schema, wide and deep."""
    made = Operation(Chance(random.randrange(10**6)), share=0.7)
    return made.draw("query", random.choice(["matters", "bulletins", "publicMatters"]), 2), (
        made.variables
    )


FAMILIES: list[Family] = [
    aliases, dear_aliases, deep_inputs, deep_variables, directives, drawn, fragment_chains,
    fragment_cycles, fragment_nests, huge_searches, huge_variables, introspected_types,
    introspection, multiplied_lists, odd_letters, operations, overlapping_fragments,
    repeated_below, repeated_fields, several_lists, skipped,
]  # fmt: skip


def shapes() -> Iterator[Shape]:
    """All of them, each family from small to large."""
    for family in FAMILIES:
        random = Random(family.__name__)
        for size in range(OF_EACH):
            made = family(random, size)
            text, variables = made if isinstance(made, tuple) else (str(made), {})
            yield Shape(f"{family.__name__} {size}", text, variables)
