"""Makes what is asked: every field, node and address, with ids and keys of somebody else."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import orjson
from strawberry.relay import to_base64

from schema.authentication import session_cookie
from tests.isolation import deeds, pages
from tests.isolation.calls import Ask
from tests.isolation.deeds import Deed
from tests.isolation.loot import OWN, Filler, Loot
from tests.isolation.pages import Address
from tests.isolation.shapes import KNOCKS, Shape, Shapes
from tests.isolation.world import Side

Try = Ask | Deed


def documents(shapes: Shapes) -> dict[str, str]:
    """Return the documents under the names by which sessions may run them."""
    return {sha256(one.text.encode()).hexdigest(): one.text for one in shapes}


@dataclass(frozen=True)
class Asks:
    """One attack: who, whom, and with which documents."""

    theirs: Loot
    ours: Loot
    shapes: Shapes

    def next(self, rng: random.Random, only: frozenset[str]) -> Try:
        """Return something to try, of these sorts."""
        sorts = [one for one in _SORTS if one in only]
        (sort,) = rng.choices(sorts, [_SORTS[one][0] for one in sorts])
        return _SORTS[sort][1](self, rng)

    def graphql(
        self,
        rng: random.Random,
        sort: str,
        shape: Shape,
        sides: tuple[Side, Side],
        variables: Mapping[str, Any] | None = None,
    ) -> Ask:
        """Ask by a session or by a key; a key brings its own text, a session names a known one."""
        at, who = sides
        if variables is None:
            variables = Filler(self.theirs, self.ours).variables(rng, shape)
        body: dict[str, object] = {"variables": variables}
        headers = pages.plain(rng) | {"Content-Type": "application/json"}
        if not who.sessions or (who.tokens and rng.random() < 0.4):
            headers["Authorization"] = f"Bearer {rng.choice(who.tokens)}"
            body["query"] = shape.text
        else:
            headers["Cookie"] = f"{session_cookie()}={rng.choice(who.sessions)}"
            body["documentId"] = sha256(shape.text.encode()).hexdigest()
        path, sent = f"/{at.county.code}/graphql", orjson.dumps(body)
        return Ask(sort, shape.about, "POST", path, headers, sent, pages.address_of(rng))

    @property
    def _home(self) -> tuple[Side, Side]:
        return self.ours.side, self.ours.side

    def query(self, rng: random.Random, shape: Shape | None = None) -> Ask:
        return self.graphql(rng, "query", shape or rng.choice(self.shapes.queries), self._home)

    def mutation(self, rng: random.Random, shape: Shape | None = None) -> Ask:
        """Change something of theirs; every third time much of ours is mixed in, to get further."""
        shape = shape or rng.choice(self.shapes.mutations)
        own = rng.choice((OWN, OWN, 0.5))
        given = Filler(self.theirs, self.ours, own).variables(rng, shape)
        return self.graphql(rng, "mutation", shape, self._home, given)

    def node(self, rng: random.Random, shape: Shape | None = None) -> Ask:
        return self.graphql(rng, "node", shape or rng.choice(self.shapes.nodes), self._home)

    def alias(self, rng: random.Random, shape: Shape | None = None) -> Ask:
        return self.graphql(rng, "alias", shape or rng.choice(self.shapes.aliases), self._home)

    def cursor(self, rng: random.Random, shape: Shape | None = None) -> Ask:
        """Go on in a list, often one of our own, after something of theirs."""
        shape = shape or rng.choice(self.shapes.lists)
        given = Filler(self.theirs, self.ours, own=0.5, gaps=0).variables(rng, shape)
        return self.graphql(rng, "cursor", shape, self._home, given)

    def echo(
        self,
        rng: random.Random,
        asked: Shape | Address | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> Ask:
        """Let the victims ask at home, then ask the very same at ours, from the same post.

        Whatever is kept without the county's name comes through.
        """
        known: list[Shape | Address] = [*self.shapes.queries, *self.shapes.nodes]
        asked = asked or rng.choice([*known, *pages.fitting("echo")])
        seed, both = rng.getrandbits(64), (self.theirs.side, self.ours.side)
        if isinstance(asked, Shape) and given is None:
            gaps = float(rng.random() < 0.5)
            given = Filler(self.theirs, self.theirs, gaps=gaps).variables(rng, asked)
        theirs, ours = (self._same(random.Random(seed), asked, side, given) for side in both)
        return replace(ours, before=theirs)

    def _same(
        self,
        rng: random.Random,
        asked: Shape | Address,
        side: Side,
        given: Mapping[str, Any] | None,
    ) -> Ask:
        if not isinstance(asked, Shape):
            return pages.ask(rng, "echo", self.theirs, side, side, asked)
        return self.graphql(rng, "echo", asked, (side, side), given)

    def stolen(self, rng: random.Random, who: Side | None = None) -> Ask:
        """Show the victims' own sessions and keys in another county."""
        every = [*self.shapes.queries, *self.shapes.nodes, *self.shapes.mutations]
        sides = self.ours.side, who or self.theirs.side
        return self.graphql(rng, "stolen", rng.choice(every), sides)

    def trespass(self, rng: random.Random, asked: Shape | Address | None = None) -> Ask:
        """Show our sessions and keys at their address."""
        at, who = self.theirs.side, self.ours.side
        if not asked and rng.random() < 0.4:
            return pages.ask(rng, "trespass", self.theirs, at, who)
        if isinstance(asked, tuple):
            return pages.ask(rng, "trespass", self.theirs, at, who, asked)
        known = [*self.shapes.queries, *self.shapes.nodes, *self.shapes.mutations]
        shape = asked or rng.choice([one for one in known if may_trespass(one)])
        return self.graphql(rng, "trespass", shape, (at, who))

    def page(self, rng: random.Random, address: Address | None = None) -> Ask:
        return pages.ask(rng, "page", self.theirs, *self._home, address)

    def form(self, rng: random.Random, address: Address | None = None) -> Ask:
        return pages.ask(rng, "form", self.theirs, *self._home, address)

    def export(self, rng: random.Random, address: Address | None = None) -> Ask:
        return pages.ask(rng, "export", self.theirs, *self._home, address)

    def traffic(self, rng: random.Random) -> Ask:
        """Return something that the victims themselves read at home."""
        side = self.theirs.side
        if rng.random() < 0.3:
            return pages.ask(rng, "traffic", self.theirs, side, side)
        shape = rng.choice([*self.shapes.queries, *self.shapes.nodes])
        return self.graphql(rng, "traffic", shape, (side, side))

    def garbled(self, rng: random.Random, number: int | None = None) -> Ask:
        """Send something wrong, for the words that come back."""
        one = to_base64("Matter", str(self.theirs.of_kind(rng, "Matter")))
        body = GARBLED[rng.randrange(len(GARBLED)) if number is None else number] % one
        headers = pages.plain(rng) | {"Content-Type": "application/json"}
        headers["Authorization"] = f"Bearer {rng.choice(self.ours.side.tokens)}"
        path = f"/{self.ours.side.county.code}/graphql"
        sent, client = body.encode(), pages.address_of(rng)
        return Ask("garbled", ("graphql",), "POST", path, headers, sent, client)


GARBLED = (
    '{"query": "{ node(id: \\"%s\\") { id }"}',
    '{"query": "{ matter(id: \\"%s\\") { nothing } }"}',
    '{"query": "{ matter(id: {a: \\"%s\\"}) { id } }"}',
    '{"query": "query($i: ID!) { matter(id: $i) { id } }", "variables": {"i": ["%s"]}}',
    '{"documentId": "%s"}',
    '{"variables": "%s"',
)


def may_trespass(shape: Shape) -> bool:
    """Say whether asking this at a foreign address writes nothing about a failed attempt."""
    return not KNOCKS & set(shape.about)


_SORTS: Mapping[str, tuple[int, Callable[[Asks, random.Random], Try]]] = {
    "query": (20, Asks.query),
    "mutation": (19, Asks.mutation),
    "node": (14, Asks.node),
    "alias": (7, Asks.alias),
    "cursor": (6, Asks.cursor),
    "page": (7, Asks.page),
    "form": (4, Asks.form),
    "export": (2, Asks.export),
    "trespass": (7, Asks.trespass),
    "stolen": (3, Asks.stolen),
    "echo": (2, Asks.echo),
    "garbled": (2, Asks.garbled),
    "job": (2, lambda asks, rng: deeds.job(rng, asks.theirs, asks.ours)),
    "forgotten": (2, lambda asks, rng: deeds.forgotten(rng, asks.theirs)),
    "injected": (1, lambda asks, rng: deeds.injected(rng, asks.theirs, asks.ours)),
    "file": (2, lambda asks, rng: deeds.file(rng, asks.theirs, asks.ours)),
}
SORTS = frozenset(_SORTS)
