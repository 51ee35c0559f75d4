"""Every address of the application, from its own routes, with something that exists put into it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from starlette.routing import Route
from strawberry.relay import to_base64

from portals import app
from tests.front import tables
from tests.portals.site import Village

Pools = Mapping[str, Sequence[str]]
NO_OBJECT = "00000000-0000-7000-8000-000000000000"


def routes(method: str) -> list[Route]:
    """Return the routes that answer a method; each of them once a path."""
    found = {
        one.path: one
        for one in reversed(app.build().routes)
        if isinstance(one, Route) and method in (one.methods or ())
    }
    return [found[path] for path in sorted(found)]


async def pools(village: Village) -> Pools:
    """Return what may stand for each parameter of a path, the kind of object in front."""

    async def ids(table: str, kind: str = "") -> list[str]:
        rows = await tables.column(village.county, f'SELECT id FROM "{table}" ORDER BY id')
        return [to_base64(kind, str(one)) if kind else str(one) for one in rows]

    return {
        "county": [village.county.code],
        "village": [village.code],
        "office/villages code": [village.code],
        "code": await tables.column(
            village.county, "SELECT code FROM bulletin WHERE code IS NOT NULL ORDER BY code"
        ),
        "form": ["a4"],
        "bulletin:uuid": await ids("bulletin"),
        "receipt:uuid": [NO_OBJECT],
        "matter:uuid": await ids("matter"),
        "sha256": ["0" * 64],
        "operation": ["PublicVillage"],
        "name": ["app.css"],
        "digest": ["x"],
        "m id": await ids("matter", "PublicMatter"),
        "bulletins id": await ids("bulletin", "Bulletin"),
        "meetings id": await ids("meeting", "Meeting"),
        "needs id": await ids("opinion", "Opinion"),
        "opinions id": await ids("opinion", "Opinion"),
        "rolls id": await ids("roll_upload", "RollUpload"),
        "matters id": await ids("matter", "Matter"),
        "id": await ids("matter", "Matter"),
    }


def filled(path: str, known: Pools) -> Iterator[str]:
    """Yield the addresses of a route: as many as there are values for its last parameter."""
    names = re.findall(r"{([^}]+)}", path)
    values = [_values(path, name, known) for name in names]
    for number in range(max(map(len, values), default=1)):
        address = path
        for name, some in zip(names, values, strict=True):
            address = address.replace(f"{{{name}}}", some[min(number, len(some) - 1)])
        yield address


def _values(path: str, name: str, known: Pools) -> Sequence[str]:
    before = path.partition(f"{{{name}}}")[0].strip("/").split("/")
    for words in ("/".join(before[-2:]), before[-1]):
        found = known.get(f"{words} {name}")
        if found:
            return found
    assert name in known, f"nothing is known to put into {path}"
    return known[name]
