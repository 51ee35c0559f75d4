"""Everything there is to attack, each at least once: an attack begins with it, before chance."""

import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from sqlmodel import SQLModel
from strawberry.relay import to_base64

from infra.ids import new_id
from tenants.job_registry import ACTORS
from tests import objects
from tests.isolation import asks, deeds, pages, shapes
from tests.isolation.asks import Asks, Try

# What issue B names, and the sorts of attempts that are made of it.
KINDS: Mapping[str, frozenset[str]] = {
    "query": frozenset({"query", "trespass", "stolen"}),
    "mutation": frozenset({"mutation", "form"}),
    "node id": frozenset({"node", "page"}),
    "cursor": frozenset({"cursor"}),
    "alias": frozenset({"alias"}),
    "export": frozenset({"export"}),
    "file": frozenset({"file"}),
    "job": frozenset({"job"}),
    "cache key": frozenset({"echo", "forgotten"}),  # what is kept: answers, and connections
    "token": frozenset({"stolen", "trespass"}),
    "error text": frozenset({"garbled", "injected"}),
}


_KEYS = 3
_OBJECTS = 8  # of each kind


def every(of: Asks, rng: random.Random) -> Iterator[Try]:
    """Yield each of them; first what finds caches, while they are empty."""
    for sort in (*_FIRST, *(one for one in _PLAN if one not in _FIRST)):
        yield from _PLAN[sort](of, rng)


def targets() -> set[str]:
    """Return every name that an attack must come to: fields, kinds, addresses, jobs and tables."""
    return {
        *(name for name in shapes.root("Query") if name != "node"),
        *shapes.root("Mutation"),
        *(kind.name for kind in shapes.node_kinds()),
        *shapes.nested_lists(),
        *(path for _, path in pages.routes()),
        *ACTORS,
        *SQLModel.metadata.tables,
    }


def _tables() -> list[str]:
    return sorted(SQLModel.metadata.tables)


def _echoes(of: Asks, rng: random.Random) -> Iterator[Try]:
    """Every field and page, and the first objects of every kind one after the other."""
    yield from (of.echo(rng, one) for one in of.shapes.queries)
    for shape in of.shapes.nodes[::2]:
        (kind,) = shape.about
        known = list(of.theirs.ids.get(objects.table_of(kind), ()))[:_OBJECTS]
        for start in range(0, max(1, len(known)), len(shape.slots)):
            part = itertools.cycle(known[start : start + len(shape.slots)] or [new_id()])
            given = {slot.name: to_base64(kind, str(next(part))) for slot in shape.slots}
            yield of.echo(rng, shape, given)
    yield from (of.echo(rng, one) for one in pages.fitting("echo"))


def _trespasses(of: Asks, rng: random.Random) -> Iterator[Try]:
    """One document of every field and kind, and every address."""
    known = (*of.shapes.queries[::2], *of.shapes.nodes[::2], *of.shapes.mutations)
    yield from (of.trespass(rng, one) for one in known if asks.may_trespass(one))
    yield from (of.trespass(rng, one) for one in pages.fitting("trespass"))


def _stolen(of: Asks, rng: random.Random) -> Iterator[Try]:
    """Every session and key is shown once, whatever for."""
    side = of.theirs.side
    yield from (of.stolen(rng, replace(side, sessions=[one], tokens=[])) for one in side.sessions)
    yield from (of.stolen(rng, replace(side, sessions=[], tokens=[one])) for one in side.tokens)


def _files(of: Asks, rng: random.Random) -> Iterator[Try]:
    for name in of.theirs.files:
        yield from (deeds.file(rng, of.theirs, of.ours, name, way) for way in deeds.WAYS)


def _jobs(of: Asks, rng: random.Random) -> Iterator[Try]:
    """Each job under keys that their jobs have, and under keys that were never used."""
    for name in sorted(ACTORS):
        for key in (*of.theirs.ids["outbox"][:_KEYS], *(new_id() for _ in range(_KEYS))):
            yield deeds.job(rng, of.theirs, of.ours, name, key)


def _forgotten(of: Asks, rng: random.Random) -> Iterator[Try]:
    for table in _tables():
        yield from (deeds.forgotten(rng, of.theirs, table, whole=one) for one in (True, False))


Plan = Callable[[Asks, random.Random], Iterable[Try]]
_FIRST = ("echo", "forgotten")
_PLAN: Mapping[str, Plan] = {
    "query": lambda of, rng: (of.query(rng, one) for one in of.shapes.queries),
    "mutation": lambda of, rng: (of.mutation(rng, one) for one in of.shapes.mutations),
    "node": lambda of, rng: (of.node(rng, one) for one in of.shapes.nodes),
    "alias": lambda of, rng: (of.alias(rng, one) for one in of.shapes.aliases),
    "cursor": lambda of, rng: (of.cursor(rng, one) for one in of.shapes.lists),
    "page": lambda of, rng: (of.page(rng, one) for one in pages.fitting("page")),
    "form": lambda of, rng: (of.form(rng, one) for one in pages.fitting("form")),
    "export": lambda of, rng: (of.export(rng, one) for one in pages.fitting("export")),
    "echo": _echoes,
    "trespass": _trespasses,
    "stolen": _stolen,
    "garbled": lambda of, rng: (of.garbled(rng, one) for one in range(len(asks.GARBLED))),
    "job": _jobs,
    "forgotten": _forgotten,
    "injected": lambda of, rng: (deeds.injected(rng, of.theirs, of.ours, one) for one in _tables()),
    "file": _files,
}
