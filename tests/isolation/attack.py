"""The attack: many at once, a quarter cut off, every answer searched; and what it left behind."""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import QueuePool
from sqlmodel import SQLModel
from starlette.types import ASGIApp

from infra import storage, valkey
from infra.database import app_engine
from portals import app
from tests.isolation import asks, calls, canaries, loot, shapes, world
from tests.isolation.asks import SORTS, Asks
from tests.isolation.calls import Ask, Told
from tests.isolation.canaries import Needles
from tests.isolation.deeds import Deed
from tests.isolation.world import Side, World

AT_ONCE = 12
CUT = 0.36  # some are done before they can be cut off: a quarter is
LATEST = 12  # waits
TRAFFIC = 0.12  # of the time the victims read something of their own in between
RENEW = 500  # operations after which the attackers sign in again: some of what they do ends that
_CODE = re.compile(rb'"code":"([A-Z_]+)"')
_SEEN = {"account_session": "last_seen_at", "api_token": "last_used_at"}
Fingerprints = dict[str, str]


@dataclass
class Report:
    """What the attack did and what came through."""

    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    done: int = 0
    cut: int = 0
    sorts: Counter[str] = field(default_factory=Counter)
    about: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.done} operations, {self.cut} cut off, {self.seconds:.1f} s,"
            f" {self.done / max(self.seconds, 0.001):.0f}/s; {dict(self.verdicts.most_common(12))}"
        )


@dataclass(frozen=True)
class Scene:
    """The two counties, what is looked for, and the documents that are asked."""

    world: World
    needles: Needles
    asks: Asks
    planted: dict[str, int]


async def prepare(seed: int) -> Scene:
    """Open both counties, mark the texts of one, and gather what the others could know of it."""
    made = await world.build()
    planted = await canaries.plant(made.victim)
    found = await canaries.needles(made.victim, made.attacker)
    theirs, ours = await loot.of(made.victim), await loot.of(made.attacker)
    return Scene(made, found, Asks(theirs, ours, shapes.make(random.Random(seed))), planted)


@contextmanager
def site(scene: Scene) -> Iterator[ASGIApp]:
    """Open the application; the documents of the attack count as operations of our pages."""
    known = asks.documents(scene.asks.shapes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "trusted_documents", lambda: known)
        yield app.build()


async def run(
    scene: Scene,
    operations: int,
    seed: int,
    *,
    until_leak: bool = False,
    only: Collection[str] = SORTS,
    traffic: float = TRAFFIC,
) -> Report:
    """Attack; with `until_leak` no further than the first thing that comes through."""
    report = Report()
    start = time.perf_counter()
    with site(scene) as served:
        scene = replace(scene, asks=replace(scene.asks, only=frozenset(only)))
        lanes = [
            _Lane(scene, served, report, random.Random(f"{seed}:{n}"), traffic)
            for n in range(AT_ONCE)
        ]
        await asyncio.gather(*(lane.run(operations, until_leak=until_leak) for lane in lanes))
    report.seconds = time.perf_counter() - start
    return report


@dataclass
class _Lane:
    """One of those who attack at the same time."""

    scene: Scene
    app: ASGIApp
    report: Report
    rng: random.Random
    traffic: float

    async def run(self, operations: int, *, until_leak: bool) -> None:
        while self.report.done < operations and not (until_leak and self.report.leaks):
            self.report.done += 1
            if self.report.done % RENEW == 0:
                await self.scene.world.attacker.sign_in()
            if self.rng.random() < self.traffic:
                # Half of these are cut off: what they leave in the pool is what comes next.
                await self._done(self.scene.asks.traffic(self.rng), Told(), 0.5)
            await self._one(self.scene.asks.next(self.rng))

    async def _one(self, one: Ask | Deed) -> None:
        told = Told()
        stopped = await self._done(one, told, CUT)
        self.report.cut += stopped
        self.report.sorts[one.sort] += 1
        self.report.about.update(one.about)
        self.report.verdicts.update([f"{told.status}"])
        self.report.verdicts.update(code.decode() for code in set(_CODE.findall(told.body)))
        through = self.scene.needles.inside(told.answer) - self.scene.needles.asked(one.question)
        if through and isinstance(one, Ask) and one.sort == "trespass":
            through -= await self._told_to_anybody(one)
        if through:
            self.report.leaks.append(f"{one.sort} {one.about} {one.question!r}: {sorted(through)}")
        if told.status >= 500:
            self.report.broken.append(f"{told.status} {one.about} {one.question!r} {told.body!r}")

    async def _done(self, one: Ask | Deed, told: Told, chance: float) -> bool:
        """Do it, or some of it; say whether it was cut off."""
        deed = one.run(told) if isinstance(one, Deed) else calls.call(self.app, one, told)
        meant = self.rng.random() < chance
        stopped = await calls.cut_off(deed, self.rng.randint(1, LATEST) if meant else 0)
        if stopped and not meant:
            self.report.broken.append(f"stopped by somebody else: {one.about} {one.question!r}")
        return stopped

    async def _told_to_anybody(self, one: Ask) -> set[str]:
        """Return what somebody who shows nothing is told at the same address."""
        bare = {k: v for k, v in one.headers.items() if k not in {"Cookie", "Authorization"}}
        told = Told()
        body = one.body
        if "Authorization" not in one.headers:
            asked = Ask(one.sort, one.about, one.method, one.path, bare, body, one.client)
            await calls.call(self.app, asked, told)
        return self.scene.needles.inside(told.answer)


async def fingerprints(side: Side) -> Fingerprints:
    """Return contents of every table, file name and counter of a county, as short texts."""
    every = " UNION ALL ".join(_fingerprint(table) for table in SQLModel.metadata.tables)
    found = {
        f"table {name}": f"{count} {hashed}" for name, count, hashed in await side.as_owner(every)
    }
    found |= {f"file {name}": "" for name in storage.names(side.county.code)}
    client = valkey.client()
    async for key in client.scan_iter(match=f"{side.county.code}:*", count=500):
        found[f"counter {key.decode()}"] = ""
    return found


def _fingerprint(table: str) -> str:
    row = f"to_jsonb(t) - '{_SEEN[table]}'" if table in _SEEN else "to_jsonb(t)"
    hashed = f"coalesce(sum(hashtextextended(({row})::text, 0)::numeric), 0)::text"
    return f"SELECT '{table}', count(*), {hashed} FROM \"{table}\" t"


def changed(before: Fingerprints, after: Fingerprints) -> list[str]:
    """Say what is different; a counter that ran out while we attacked is not."""
    names = {*before, *after}
    return sorted(
        f"{name}: {before.get(name)} → {after.get(name)}"
        for name in names
        if before.get(name) != after.get(name)
        and not (name.startswith("counter") and name in before)
    )


async def kept(side: Side, needles: Needles) -> list[str]:
    """Return the tables of the attackers in which a text of the others stands."""
    found = []
    for table in SQLModel.metadata.tables:
        rows = await side.as_owner(f'SELECT to_jsonb(t)::text FROM "{table}" t')
        marked = {one for (row,) in rows for one in needles.inside(row.encode())}
        found += [f"{table}: {one}" for one in marked if one.startswith(canaries.MARK)]
    return found


async def recognised(side: Side, needles: Needles) -> set[str]:
    """Return the tables of a county of which every row would be recognised outside."""
    found = set()
    for table in SQLModel.metadata.tables:
        rows = await side.as_owner(f'SELECT to_jsonb(t)::text FROM "{table}" t')
        if rows and all(needles.inside(row.encode()) for (row,) in rows):
            found.add(table)
    return found


def held() -> int:
    """Return how many connections of the pool are out; after an attack that is none."""
    pool = app_engine().sync_engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


async def nobodys_keys() -> list[str]:
    """Return the keys of Valkey that begin with no county, but the queues' and the whole site's."""
    allowed = ("dramatiq", "000000:")
    client, found = valkey.client(), []
    async for key in client.scan_iter(count=500):
        name = key.decode("utf-8", "replace")
        if not name.startswith(allowed) and not re.match(r"[0-9]{6}:", name):
            found.append(name)
    return found
