"""Every address of the application, from its own routes, with something that exists put into it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from sqlmodel import SQLModel
from starlette.routing import Route
from strawberry.relay import to_base64

from portals import app
from tests import objects
from tests.front import tables
from tests.portals.site import Village

Pools = Mapping[str, Sequence[str]]
NO_OBJECT = "00000000-0000-7000-8000-000000000000"
# What answers without an object too, so that the shortest way in is tried first.
_OPERATION = "PublicVillage"


def routes(method: str) -> list[Route]:
    """Return the routes that answer a method; each of them once a path."""
    found = {
        one.path: one
        for one in reversed(app.build().routes)
        if isinstance(one, Route) and method in (one.methods or ())
    }
    return [found[path] for path in sorted(found)]


async def pools(village: Village) -> Pools:
    """Return what may stand in an address: ids by table, codes and names by what bears them."""

    async def column(statement: str) -> list[str]:
        return [str(one) for one in await tables.column(village.county, statement)]

    ids = {
        name: await column(f'SELECT id FROM "{name}" ORDER BY id') or [NO_OBJECT]
        for name, table in SQLModel.metadata.tables.items()
        if "id" in table.columns
    }
    return ids | {
        "{county}": [village.county.code],
        "{sha256}": ["0" * 64],
        "a village": [village.code],
        "a township": [village.code[:9]],
        "a bulletin": await column("SELECT code FROM bulletin WHERE code IS NOT NULL ORDER BY code")
        or ["0"],
        "a method": await column("SELECT method_id FROM method_draft") or ["siquansizhi"],
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
    if f"{{{name}}}" in known:
        return known[f"{{{name}}}"]
    if name == "id":
        kind = objects.kinds_at(path)[0]
        return [to_base64(kind, one) for one in known[objects.table_of(kind)]]
    if name.endswith(":uuid"):
        return known[objects.bare_at(name)]
    if name in objects.NAMES:
        return known[f"a {objects.named_at(path, name)}"]
    return [_OPERATION] if name == "operation" else objects.words_at(path, name)
