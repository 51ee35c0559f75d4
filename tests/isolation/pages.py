"""The addresses of the site, with ids, codes and hashes of somebody else in every place of them."""

import random
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.routing import Route
from strawberry.relay import to_base64

import portals
from portals import app
from portals.kit import csrf
from schema.authentication import session_cookie
from schema.core.connection import to_cursor
from tests import objects
from tests.isolation.calls import Ask
from tests.isolation.loot import Loot
from tests.isolation.world import Side

_FIELD = re.compile(r'form\.\w+\(\s*"(\w+)"')
_SIGNS_IN = ("/sign-in", "/claim", "/second-factor")  # these write down who knocked
_SIGN_OUT = "/{county}/sign-out"
_HANDED_OUT = re.compile(r"\.pdf$|\.xlsx$|/files/|/boards/|/data/")
_TYPED = 20  # fields of a form
Address = tuple[str, str]


@cache
def routes() -> tuple[Address, ...]:
    """Return method and path of every address below a county, but the API's."""
    return tuple(
        (method, route.path)
        for route in app.build().routes
        if isinstance(route, Route) and "{county}" in route.path
        for method in sorted(route.methods or ())
        if method in {"GET", "POST"} and not route.path.endswith("/graphql")
    )


def fits(sort: str, address: Address) -> bool:
    """Say whether this address is tried in this way."""
    method, path = address
    if sort == "export":
        return is_export(path)
    if sort == "form":
        return method == "POST"
    knocks = any(part in path for part in _SIGNS_IN) and sort in {"trespass", "traffic", "echo"}
    return method == "GET" and not knocks and (sort != "page" or not is_export(path))


def fitting(sort: str) -> list[Address]:
    """Return all addresses that are tried in this way."""
    return [one for one in routes() if fits(sort, one)]


def is_export(path: str) -> bool:
    """Say whether a file or data is handed out here, not a page."""
    return bool(_HANDED_OUT.search(path))


@cache
def form_fields() -> tuple[str, ...]:
    """Return the names of everything that a form of ours reads."""
    folder = Path(portals.__file__).parent
    return tuple(
        sorted({n for path in folder.glob("*/*.py") for n in _FIELD.findall(path.read_text())})
    )


def ask(
    rng: random.Random, sort: str, theirs: Loot, at: Side, who: Side, address: Address | None = None
) -> Ask:
    """Open an address, or send a form there, as one of these people."""
    method, route = address or rng.choice(fitting(sort))
    path = re.sub(r"{([^}]+)}", lambda found: _part(rng, found[1], route, theirs, at), route)
    # Who signs out is nobody afterwards: that is done with a session that nothing else uses.
    session = who.spare if route == _SIGN_OUT else rng.choice(who.sessions)
    headers = plain(rng) | {"Cookie": f"{session_cookie()}={session}; visit=v"}
    if is_export(route) and rng.random() < 0.5:
        headers["If-None-Match"] = f'"{rng.choice(theirs.hashes)}"'
    if method == "GET":
        path += _search(rng, theirs)
        return Ask(sort, (route,), method, path, headers, b"", address_of(rng))
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    body = urlencode(_form(rng, session, theirs)).encode()
    return Ask(sort, (route,), method, path, headers, body, address_of(rng))


def _form(rng: random.Random, session: str, theirs: Loot) -> Mapping[str, str]:
    salt = f"{rng.getrandbits(64):016x}"
    fields = {csrf.FIELD: salt + csrf._signature(session, salt), "key": f"k{rng.random()}"}
    for name in rng.sample(form_fields(), min(_TYPED, len(form_fields()))):
        fields[name] = _typed(rng, name, theirs)
    return fields


def _part(rng: random.Random, name: str, route: str, theirs: Loot, at: Side) -> str:
    """Return what stands in one place of an address."""
    if name == "county":
        return at.county.code
    if name == "id":
        kind = rng.choice(objects.kinds_at(route))
        one = str(theirs.of_kind(rng, kind))
        return rng.choice([one, quote(to_base64(kind, one), safe="")])
    if name.endswith(":uuid"):
        return str(rng.choice(theirs.ids[objects.bare_at(name)]))
    if name == "sha256":
        return rng.choice(theirs.hashes)
    if name in objects.NAMES:
        return rng.choice(theirs.names[objects.named_at(route, name)])
    return rng.choice(objects.words_at(route, name))


def _search(rng: random.Random, theirs: Loot) -> str:
    if rng.random() < 0.6:
        return ""
    given = {
        "after": to_cursor(theirs.any_id(rng)),
        "village": theirs.side.code,
        "code": rng.choice(theirs.names["bulletin"]),
        "q": rng.choice(theirs.words),
        "need": to_base64("Opinion", str(theirs.of_kind(rng, "Opinion"))),
    }
    return "?" + urlencode(dict(rng.sample(sorted(given.items()), 3)))


def _typed(rng: random.Random, name: str, theirs: Loot) -> str:
    if name == "phone":
        return rng.choice(theirs.phones)
    if name in {"member", "milestone", "session", "scrutineer"}:
        kind = {"milestone": "Milestone", "session": "Session"}.get(name, "MeetingMember")
        return to_base64(kind, str(theirs.of_kind(rng, kind)))
    if name in {"township", "into", "place"}:
        return theirs.place(rng)
    # Bare ids are what a desk's forms send of the rows that they list.
    known = ["试一试", "1", "yes", f"/{theirs.side.county.code}/", str(theirs.any_id(rng))]
    return rng.choice([*known, rng.choice(theirs.names["method"])])


def plain(rng: random.Random) -> dict[str, str]:
    """Return what every browser sends."""
    return {"Accept-Language": rng.choice(["zh", "en"]), "User-Agent": "fuzz/1"}


def address_of(rng: random.Random) -> str:
    """Return where a call comes from, each time from elsewhere: attempts are limited by address."""
    return f"198.{rng.randint(18, 19)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"
