"""Whether the matrix notices a gate that is gone: its cells are asked until one answer is wrong."""

import random
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial

import httpx
from strawberry.utils.str_converters import to_camel_case

from tenants.authorization.roles import Role
from tests.schema.authorization import (
    asking,
    cells,
    files,
    planting,
    sheet,
    test_fields,
    test_lists,
)
from tests.schema.authorization.cells import Cell
from tests.schema.authorization.planting import Site
from tests.schema.authorization.test_separation import SCENARIOS, Try
from tests.schema.authorization.world import World

AT_ONCE = 6
MOST = 600  # of some 4,500 that are refused; the first are those that only a place keeps shut
RENAMED = {"listAccounts": "accounts", "listApiTokens": "apiTokens"}
# What these do is asked for by fields of other names.
ROWS = {"tenants/api_tokens.py": ("apiTokenCreate", "apiTokenRevoke", "apiTokens")}
# These look at what is written down, so they need real transactions.
NOT_REHEARSED = {"auditor-changes", "nobody-mends-audit"}
# Whoever tries a password ten times has to wait, so only the mutants of this file are tried by it.
RARE = {"first-password": "password_change.py"}
_CAPABILITIES = {"elections": "election", "initiatives": "demand"}
LISTED = {"elsewhere.py", "visibility.py"}
_SIGHT = "_sight"
_MANY = 9  # rows: the rules are quicker to try
Probe = Callable[[], Awaitable[list[str]]]
Gone = Site | str  # the name of a root field stands for its gate


@dataclass(frozen=True)
class Suspicion:
    """Where a missing gate would show: the rows to ask first, and the kinds of objects."""

    rows: frozenset[str]
    kind: str


def suspicion(site: Site) -> Suspicion:
    """Guess from the name of the function which rows its gate belongs to."""
    first, _, _ = site.function.partition(".")
    asks = site.path.name.endswith("queries.py")
    named = site.path.parent.name == "mutations" or asks
    field = to_camel_case(first if asks else site.path.stem)
    names = {name for _, name in sheet.lines()}
    field = RENAMED.get(field, field)
    if named and field in names:
        return Suspicion(frozenset({field}), "")
    objects = {name for kind, name in sheet.lines() if kind == "Node"}
    if known := ROWS.get(str(site.path.relative_to(planting.ROOT))):
        return Suspicion(frozenset(known), "")
    for capability, word in _CAPABILITIES.items():
        if capability in site.path.relative_to(planting.ROOT).parts:
            return _of_capability(word, site, names, objects)
    if site.path.name == "node.py":  # only what asks for a factor is not looked after elsewhere too
        factors = {one.name for one in sheet.lines().values() if one.factor != "-"}
        return Suspicion(frozenset(objects & factors), "")
    sight = site.path.stem.endswith(_SIGHT)  # who sees one kind of objects, and how much of them
    if sight:
        first = site.path.stem.removesuffix(_SIGHT).capitalize()
    rows = frozenset(name for name in objects if name.partition(".")[0] == first)
    if sight:
        return Suspicion(rows, first)
    if not rows and "types" in site.path.parts:  # of the kind that the file is about
        first = site.path.stem.capitalize()
        rows = frozenset(name for name in objects if name.partition(".")[0] == first)
    return Suspicion(rows, first if rows else "")


def _of_capability(word: str, site: Site, names: set[str], objects: set[str]) -> Suspicion:
    """Tell what is seen of a capability's one object from what is done with it."""
    kind = word.capitalize()
    if site.path.name in {"types.py", "visibility.py"}:
        return Suspicion(frozenset({one for one in objects if kind in one}), kind)
    return Suspicion(frozenset({one for one in names if one.startswith(word)}), "")


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


async def _wrong_cells(client: httpx.AsyncClient, world: World, part: list[Cell]) -> list[str]:
    return cells.wrong(await cells.ask(client, world, part))


async def _broken_rule(client: httpx.AsyncClient, world: World, rule: str) -> list[str]:
    one = Try(world, client)
    await SCENARIOS[rule](one)
    return [] if one.codes == {sheet.separation()[rule]} else [f"{rule}: {sorted(one.codes)}"]


async def _differing(client: httpx.AsyncClient, world: World, name: str) -> list[str]:
    return (await test_fields.compared(world, client, name))[0]


async def _uncut(client: httpx.AsyncClient, world: World, kind: str) -> list[str]:
    gone = await test_fields.no_longer_cut(world, client, kind)
    return [f"{one} is cut for nobody" for one in sorted(gone)]


async def _foreign(client: httpx.AsyncClient, world: World, role: Role) -> list[str]:
    return await test_lists.foreign_rows(world, client, role)


def _by_cells(client: httpx.AsyncClient, world: World, rows: frozenset[str]) -> Iterator[Probe]:
    every = suspects(world, rows)[:MOST]
    for start in range(0, len(every), AT_ONCE):
        yield partial(_wrong_cells, client, world, every[start : start + AT_ONCE])


def _by_rules(client: httpx.AsyncClient, world: World, site: Site) -> Iterator[Probe]:
    for rule in SCENARIOS:
        if rule not in NOT_REHEARSED and RARE.get(rule, site.path.name) == site.path.name:
            yield partial(_broken_rule, client, world, rule)


def _by_fields(client: httpx.AsyncClient, world: World, kind: str) -> Iterator[Probe]:
    for name in test_fields.objects():
        if not kind or name.partition(".")[0] == kind:
            yield partial(_differing, client, world, name)
    yield partial(_uncut, client, world, kind)


def _by_words(client: httpx.AsyncClient, world: World, rows: frozenset[str]) -> Iterator[Probe]:
    for role in Role:
        yield partial(cells.told_apart, client, world, role, rows)


def _by_lists(client: httpx.AsyncClient, world: World) -> Iterator[Probe]:
    for role in Role:
        yield partial(_foreign, client, world, role)


def _by_files(client: httpx.AsyncClient, world: World) -> Iterator[Probe]:
    yield partial(files.of_nobody, client, world)
    for role in Role:
        yield partial(files.of_role, client, world, role)


def probes(client: httpx.AsyncClient, world: World, site: Site) -> Iterator[Probe]:
    """Return the ways to notice this gate, the quickest first."""
    about = suspicion(site)
    served = "services" in site.path.parts or len(about.rows) > _MANY
    if served:
        yield from _by_rules(client, world, site)
    if about.rows:
        yield from _by_cells(client, world, about.rows)
    if about.kind:
        yield from _by_fields(client, world, about.kind)
    if site.path.name in {"downloads.py", "reports.py", "visibility.py"}:
        yield from _by_files(client, world)
    if site.path.name in LISTED or site.path.name.endswith("queries.py"):
        yield from _by_lists(client, world)
    if not served:
        yield from _by_rules(client, world, site)
    if not about.kind and ("types" in site.path.parts or site.path.name == "visibility.py"):
        yield from _by_fields(client, world, about.kind)
    if not about.rows:
        yield from _by_cells(client, world, about.rows)
    if not about.kind:
        yield from _by_words(client, world, about.rows)


async def _asked(probe: Probe, *gone: Gone) -> list[str]:
    with ExitStack() as stack:
        for one in gone:
            if isinstance(one, str):
                stack.enter_context(planting.without_root_gate(one))
            else:
                stack.enter_context(planting.without(one))
        return await probe()


async def notice(client: httpx.AsyncClient, world: World, site: Site, *beside: Gone) -> str:
    """Ask until something is wrong without the gate that is not with it; empty if nothing is.

    The gates beside it are gone in both cases: what they keep shut as well shows only then.
    """
    with asking.rehearsal():
        for probe in probes(client, world, site):
            if found := await _asked(probe, site, *beside):
                kept = await _asked(probe, *beside)
                assert beside or kept == [], "this is wrong with every gate in its place"
                if found != kept:
                    return found[0]
    return ""


async def notice_root(client: httpx.AsyncClient, world: World, name: str) -> str:
    """The same for the gate of one root field."""
    places = {"own place", "nobody"}
    every = [one for one in suspects(world, frozenset({name})) if one.place in places]
    with asking.rehearsal():
        for one in every:
            with planting.without_root_gate(name):
                found = await _wrong_cells(client, world, [one])
            if found:
                assert await _wrong_cells(client, world, [one]) == []
                return found[0]
    return ""
