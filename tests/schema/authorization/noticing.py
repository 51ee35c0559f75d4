"""Whether the matrix notices a gate that is gone: its cells are asked until one answer is wrong."""

import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace

import httpx
from strawberry.utils.str_converters import to_camel_case

from tenants.authorization.roles import Role
from tests.schema.authorization import asking, cells, planting, sheet, test_fields, test_lists
from tests.schema.authorization.cells import Cell
from tests.schema.authorization.planting import Site
from tests.schema.authorization.test_separation import SCENARIOS, Try
from tests.schema.authorization.world import World

AT_ONCE = 6
MOST = 600  # of some 4,500 that are refused; the first are those that only a place keeps shut
RENAMED = {"listAccounts": "accounts", "listApiTokens": "apiTokens"}
ROLES = (Role.VILLAGER, Role.SUPERVISOR, Role.PARTY_SECRETARY, Role.TOWNSHIP_ADMIN)


@dataclass(frozen=True)
class Suspicion:
    """Where a missing gate would show: the rows to ask first, and the kinds of objects."""

    rows: frozenset[str]
    kind: str


def suspicion(site: Site) -> Suspicion:
    """Guess from the name of the function which rows its gate belongs to."""
    first, _, _ = site.function.partition(".")
    named = site.path.parent.name == "mutations" or site.path.name == "queries.py"
    field = to_camel_case(site.path.stem if site.path.name != "queries.py" else first)
    names = {name for _, name in sheet.lines()}
    field = RENAMED.get(field, field)
    if named and field in names:
        return Suspicion(frozenset({field}), "")
    rows = frozenset(name for name in names if name.partition(".")[0] == first)
    return Suspicion(rows, first if rows else "")


def _sessions(cell: Cell) -> Iterator[Cell]:
    yield cell
    if cell.place == "own place":
        for session in ("one_factor", "stale"):
            other = replace(cell, session=session)
            if other.expected != cell.expected:
                yield other


def suspects(world: World, rows: frozenset[str]) -> list[Cell]:
    """Return the refused cells of these rows, of all if there are none, the likeliest first."""
    by_role = [cell for role in Role for cell in cells.of_role(role, world)]
    nobody = [Cell(line, Role.VILLAGER, "nobody") for line in sheet.lines().values()]
    every = [
        one
        for cell in (*by_role, *nobody)
        if not rows or cell.line.name in rows
        for one in _sessions(cell)
        if one.expected != "answered"
    ]
    random.Random(1).shuffle(every)
    return sorted(every, key=_unlikely)


def _unlikely(cell: Cell) -> int:
    """Sort the cells that only the gates of places keep shut before those of the roles."""
    by_role = cell.line.cells[cell.role] == "-"
    return 2 * by_role + (cell.place == "another county")


async def _by_cells(
    client: httpx.AsyncClient, world: World, rows: frozenset[str]
) -> AsyncIterator[str]:
    every = suspects(world, rows)[:MOST]
    for start in range(0, len(every), AT_ONCE):
        part = every[start : start + AT_ONCE]
        for wrong in cells.wrong(await cells.ask(client, world, part)):
            yield wrong


async def _by_rules(client: httpx.AsyncClient, world: World) -> AsyncIterator[str]:
    for rule, scenario in SCENARIOS.items():
        if rule in {"auditor-changes", "nobody-mends-audit"}:
            continue
        one = Try(world, client)
        await scenario(one)
        if one.codes != {sheet.separation()[rule]}:
            yield f"{rule}: {one.codes}"


async def _by_fields(client: httpx.AsyncClient, world: World, kind: str) -> AsyncIterator[str]:
    for name in test_fields.objects():
        if kind and name.partition(".")[0] != kind:
            continue
        wrong, _ = await test_fields.compared(world, client, name)
        for one in wrong:
            yield one
    for gone in await test_fields.no_longer_cut(world, client, kind):
        yield f"{gone} is cut for nobody"


async def _by_lists(client: httpx.AsyncClient, world: World) -> AsyncIterator[str]:
    for role in Role:
        for foreign in await test_lists.foreign_rows(world, client, role):
            yield foreign


def _ways(client: httpx.AsyncClient, world: World, site: Site) -> Iterator[AsyncIterator[str]]:
    """Return the ways to notice this gate, the quickest first."""
    about = suspicion(site)
    if about.rows:
        yield _by_cells(client, world, about.rows)
    yield _by_rules(client, world)
    if site.path.name in {"queries.py", "visibility.py"}:
        yield _by_lists(client, world)
    if not about.rows:
        yield _by_cells(client, world, about.rows)
    if about.kind or "types" in site.path.parts or site.path.name == "visibility.py":
        yield _by_fields(client, world, about.kind)


async def notice(client: httpx.AsyncClient, world: World, site: Site) -> str:
    """Ask until something is wrong; empty if nothing was."""
    with planting.without(site), asking.rehearsal():
        for way in _ways(client, world, site):
            async for one in way:
                return one
    return ""


async def notice_root(client: httpx.AsyncClient, world: World, name: str) -> str:
    """The same for the gate of one root field."""
    with planting.without_root_gate(name), asking.rehearsal():
        places = {"own place", "nobody"}
        every = [one for one in suspects(world, frozenset({name})) if one.place in places]
        for one in every:
            for wrong in cells.wrong(await cells.ask(client, world, [one])):
                return wrong
    return ""
