"""Makes the requests: every field, node and address, with ids and keys of somebody else."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode

import orjson
from starlette.routing import Route
from strawberry.relay import to_base64

import portals
from portals import app
from portals.kit import csrf, operations
from schema.authentication import session_cookie
from schema.core.connection import to_cursor
from tests.isolation import deeds
from tests.isolation.calls import Ask
from tests.isolation.deeds import Deed
from tests.isolation.loot import Filler, Loot
from tests.isolation.shapes import KNOCKS, Shape, Shapes
from tests.isolation.world import Side

_FIELD = re.compile(r'form\.\w+\(\s*"(\w+)"')
_SIGNS_IN = ("/sign-in", "/claim", "/second-factor")  # these write down who knocked
_UNSAFE = ("/sign-out", "/sign-in/demo")
# What is recorded when somebody reads it: the victims' own reading must not change their tables.
_RECORDED = {"households", "residents", "auditEvents", "auditChain", "villagerGroups"}
_PAGES = {
    "matters": ("Matter",),
    "meetings": ("Meeting",),
    "needs": ("Opinion",),
    "opinions": ("Opinion",),
    "bulletins": ("Bulletin",),
    "rolls": ("RollUpload",),
    "m": ("PublicMatter", "Matter"),
}


@cache
def routes() -> tuple[tuple[str, str], ...]:
    """Return method and path of every address below a county, but the API's."""
    return tuple(
        (method, route.path)
        for route in app.build().routes
        if isinstance(route, Route) and "{county}" in route.path
        for method in sorted(route.methods or ())
        if method in {"GET", "POST"} and not route.path.endswith("/graphql")
    )


@cache
def form_fields() -> tuple[str, ...]:
    """Return the names of everything that a form of ours reads."""
    folder = Path(portals.__file__).parent
    return tuple(
        sorted({n for path in folder.glob("*/*.py") for n in _FIELD.findall(path.read_text())})
    )


def documents(shapes: Shapes) -> dict[str, str]:
    """Return the documents under the names by which sessions may run them."""
    return {sha256(one.text.encode()).hexdigest(): one.text for one in shapes}


@dataclass(frozen=True)
class Asks:
    """One attack: who, whom, and with which documents."""

    theirs: Loot
    ours: Loot
    shapes: Shapes
    only: frozenset[str] = frozenset()

    @property
    def filler(self) -> Filler:
        return Filler(self.theirs, self.ours)

    def next(self, rng: random.Random) -> Ask | Deed:
        """Return the next thing to try."""
        sorts = [one for one in _SORTS if not self.only or one in self.only]
        (sort,) = rng.choices(sorts, [_SORTS[one][0] for one in sorts])
        return _SORTS[sort][1](self, rng)

    def graphql(self, rng: random.Random, sort: str, shape: Shape, at: Side, who: Side) -> Ask:
        """Ask by a session or by a key; a key brings its own text, a session names a known one."""
        variables = self.filler.variables(rng, shape)
        body: dict[str, object] = {"variables": variables}
        headers = _plain(rng) | {"Content-Type": "application/json"}
        if rng.random() < 0.4:
            headers["Authorization"] = f"Bearer {rng.choice(who.tokens)}"
            body["query"] = shape.text
        else:
            headers["Cookie"] = f"{session_cookie()}={rng.choice(who.sessions)}"
            body["documentId"] = sha256(shape.text.encode()).hexdigest()
        path = f"/{at.county.code}/graphql"
        return Ask(sort, shape.about, "POST", path, headers, orjson.dumps(body), _address(rng))

    def query(self, rng: random.Random) -> Ask:
        shape = rng.choice(self.shapes.queries)
        return self.graphql(rng, "query", shape, self.ours.side, self.ours.side)

    def mutation(self, rng: random.Random) -> Ask:
        shape = rng.choice(self.shapes.mutations)
        return self.graphql(rng, "mutation", shape, self.ours.side, self.ours.side)

    def node(self, rng: random.Random) -> Ask:
        shape = rng.choice(self.shapes.nodes)
        return self.graphql(rng, "node", shape, self.ours.side, self.ours.side)

    def alias(self, rng: random.Random) -> Ask:
        shape = rng.choice(self.shapes.aliases)
        return self.graphql(rng, "alias", shape, self.ours.side, self.ours.side)

    def cursor(self, rng: random.Random) -> Ask:
        shape = rng.choice(self.shapes.lists)
        return self.graphql(rng, "cursor", shape, self.ours.side, self.ours.side)

    def stolen(self, rng: random.Random) -> Ask:
        """Show the victims' own sessions and keys in another county."""
        shape = rng.choice([*self.shapes.queries, *self.shapes.nodes, *self.shapes.mutations])
        return self.graphql(rng, "stolen", shape, self.ours.side, self.theirs.side)

    def trespass(self, rng: random.Random) -> Ask:
        """Show our sessions and keys at their address."""
        if rng.random() < 0.4:
            return self._page(rng, "trespass", self.theirs.side, self.ours.side)
        known = [*self.shapes.queries, *self.shapes.nodes, *self.shapes.mutations]
        shape = rng.choice([one for one in known if not KNOCKS & set(one.about)])
        return self.graphql(rng, "trespass", shape, self.theirs.side, self.ours.side)

    def page(self, rng: random.Random) -> Ask:
        return self._page(rng, "page", self.ours.side, self.ours.side)

    def form(self, rng: random.Random) -> Ask:
        return self._page(rng, "form", self.ours.side, self.ours.side, "POST")

    def traffic(self, rng: random.Random) -> Ask:
        """Return something that the victims themselves read at home."""
        side = self.theirs.side
        if rng.random() < 0.3:
            return self._page(rng, "traffic", side, side)
        known = [*self.shapes.queries, *self.shapes.nodes]
        shape = rng.choice([one for one in known if not _RECORDED & set(one.about)])
        return self.graphql(rng, "traffic", shape, side, side)

    def garbled(self, rng: random.Random) -> Ask:
        """Send something wrong, for the words that come back."""
        one = to_base64("Matter", str(self.theirs.of_kind(rng, "Matter")))
        body = rng.choice(
            [
                f'{{"query": "{{ node(id: \\"{one}\\") {{ id }}"}}',
                f'{{"query": "{{ matter(id: \\"{one}\\") {{ nothing }} }}"}}',
                f'{{"query": "{{ matter(id: {{a: \\"{one}\\"}}) {{ id }} }}"}}',
                f'{{"documentId": "{one}"}}',
                f'{{"variables": "{one}"',
            ]
        )
        headers = _plain(rng) | {"Content-Type": "application/json"}
        headers["Authorization"] = f"Bearer {rng.choice(self.ours.side.tokens)}"
        path = f"/{self.ours.side.county.code}/graphql"
        return Ask("garbled", ("graphql",), "POST", path, headers, body.encode(), _address(rng))

    def _page(self, rng: random.Random, sort: str, at: Side, who: Side, method: str = "GET") -> Ask:
        known = [path for kind, path in routes() if kind == method and fits(sort, path)]
        route = rng.choice(known)
        path = re.sub(r"{([^}]+)}", lambda found: self._part(rng, found[1], route, at), route)
        session = rng.choice(who.sessions)
        headers = _plain(rng) | {"Cookie": f"{session_cookie()}={session}; visit=v"}
        if method == "GET":
            return Ask(
                sort, (route,), method, path + self._search(rng), headers, b"", _address(rng)
            )
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        salt = f"{rng.getrandbits(64):016x}"
        fields = {csrf.FIELD: salt + csrf._signature(session, salt), "key": f"k{rng.random()}"}
        for name in rng.sample(form_fields(), min(20, len(form_fields()))):
            fields[name] = self._typed(rng, name)
        body = urlencode(fields).encode()
        return Ask(sort, (route,), method, path, headers, body, _address(rng))

    def _part(self, rng: random.Random, name: str, route: str, at: Side) -> str:
        """Return what stands in one place of an address."""
        if name == "county":
            return at.county.code
        if name == "id":
            stem = route.split("/{id}", maxsplit=1)[0].rpartition("/")[2]
            kind = rng.choice(_PAGES[stem])
            one = str(self.theirs.of_kind(rng, kind))
            return rng.choice([one, quote(to_base64(kind, one), safe="")])
        known = {
            "village": [self.theirs.side.code],
            "code": [*self.theirs.codes, self.theirs.side.code],
            "form": ["a3", "a4", "a3_bw", "a4_bw"],
            "bulletin:uuid": self.theirs.ids["bulletin"],
            "receipt:uuid": self.theirs.ids["posting_receipt"],
            "matter:uuid": self.theirs.ids["matter"],
            "sha256": self.theirs.hashes,
            "operation": sorted(operations.documents()),
        }
        assert name in known, f"say what an attacker would put into {route}"
        return str(rng.choice(list(known[name])))

    def _search(self, rng: random.Random) -> str:
        if rng.random() < 0.6:
            return ""
        given = {
            "after": to_cursor(self.theirs.any_id(rng)),
            "village": self.theirs.side.code,
            "code": rng.choice(self.theirs.codes),
            "q": rng.choice(self.theirs.words),
            "need": to_base64("Opinion", str(self.theirs.of_kind(rng, "Opinion"))),
        }
        return "?" + urlencode(dict(rng.sample(sorted(given.items()), 3)))

    def _typed(self, rng: random.Random, name: str) -> str:
        if name == "phone":
            return rng.choice(self.theirs.phones)
        if name in {"member", "milestone", "session", "scrutineer"}:
            kind = {"milestone": "Milestone", "session": "Session"}.get(name, "MeetingMember")
            return to_base64(kind, str(self.theirs.of_kind(rng, kind)))
        if name in {"township", "into", "place"}:
            return self.theirs.place(rng)
        return rng.choice(
            ["试一试", "siquansizhi", "1", "yes", f"/{self.theirs.side.county.code}/"]
        )


def fits(sort: str, path: str) -> bool:
    """Say whether this address is tried: not those that end a session or need no key."""
    if any(part in path for part in _UNSAFE):
        return False
    return sort not in {"trespass", "traffic"} or not any(part in path for part in _SIGNS_IN)


def _plain(rng: random.Random) -> dict[str, str]:
    return {"Accept-Language": rng.choice(["zh", "en"]), "User-Agent": "fuzz/1"}


def _address(rng: random.Random) -> str:
    return f"198.{rng.randint(18, 19)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"


_SORTS: Mapping[str, tuple[int, Callable[[Asks, random.Random], Ask | Deed]]] = {
    "query": (22, Asks.query),
    "mutation": (19, Asks.mutation),
    "node": (14, Asks.node),
    "alias": (7, Asks.alias),
    "cursor": (6, Asks.cursor),
    "page": (9, Asks.page),
    "form": (4, Asks.form),
    "trespass": (7, Asks.trespass),
    "stolen": (3, Asks.stolen),
    "garbled": (2, Asks.garbled),
    "job": (2, lambda asks, rng: deeds.job(rng, asks.theirs, asks.ours)),
    "forgotten": (2, lambda asks, rng: deeds.forgotten(rng, asks.theirs)),
    "injected": (1, lambda asks, rng: deeds.injected(rng, asks.theirs, asks.ours)),
    "file": (2, lambda asks, rng: deeds.file(rng, asks.theirs, asks.ours)),
}
SORTS = frozenset(_SORTS)
