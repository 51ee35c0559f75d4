"""The attack: many at once, a quarter cut off anywhere, every answer searched."""

import asyncio
import gc
import random
import re
import time
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

import pytest
from starlette.types import ASGIApp

from portals import app
from tests import documents
from tests.isolation import (
    aftermath,
    asks,
    at_home,
    calls,
    canaries,
    catalogue,
    loot,
    shapes,
    world,
)
from tests.isolation.asks import SORTS, Asks, Try
from tests.isolation.at_home import Diary
from tests.isolation.calls import Ask, Told
from tests.isolation.canaries import Needles
from tests.isolation.deeds import Deed
from tests.isolation.world import World

AT_ONCE = 12
CUT = 0.26  # of all; what is in the catalogue is done whole, so that more of the rest is cut off
LATEST = 12  # waits, where it is not known how often something waits
TRAFFIC = 0.12  # of the time the victims read something of their own in between
RENEW = 500  # operations after which the attackers sign in again: some of what they do ends that
_CODE = re.compile(rb'"code":"([A-Z_]+)"')
_HASH = re.compile(r'^"([0-9a-f]{64})"$')
_UNCHANGED = 304
_AWAY = 503


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
    waits: dict[tuple[str, ...], int] = field(default_factory=dict)
    seconds: float = 0.0

    def __str__(self) -> str:
        return (
            f"{self.done} operations, {self.cut} cut off, {self.seconds:.1f} s,"
            f" {self.done / max(self.seconds, 0.001):.0f}/s, {len(self.leaks)} leaks;"
            f" {dict(self.sorts.most_common())}; {dict(self.verdicts.most_common(12))}"
        )


@dataclass(frozen=True)
class Scene:
    """The two counties, what is looked for, and the documents that are asked."""

    world: World
    needles: Needles
    asks: Asks
    planted: dict[str, int]
    recognised: frozenset[str]  # tables of which every row would be known outside
    diary: Diary


async def prepare(seed: int) -> Scene:
    """Open both counties, mark the texts of one, and gather what the others could know of it."""
    made = await world.build()
    planted = await canaries.plant(made.victim)
    found = await canaries.needles(made.victim, made.attacker)
    theirs, ours = await loot.of(made.victim), await loot.of(made.attacker)
    known = Asks(theirs, ours, shapes.make(random.Random(seed)))
    recognised = await aftermath.recognised(made.victim, found)
    return Scene(made, found, known, planted, frozenset(recognised), Diary())


@contextmanager
def site(scene: Scene) -> Iterator[ASGIApp]:
    """Open the application; the documents of the attack count as operations of our pages."""
    known = asks.documents(scene.asks.shapes)
    with pytest.MonkeyPatch.context() as patch, scene.diary.kept():
        patch.setattr(app, "trusted_documents", lambda: known)
        documents.keep_all(patch)
        gc.collect()
        gc.freeze()  # as the server does when it starts
        try:
            yield app.build()
        finally:
            gc.unfreeze()


async def run(
    scene: Scene,
    operations: int,
    seed: int,
    *,
    until_leak: bool = False,
    only: Collection[str] = SORTS,
    traffic: float = TRAFFIC,
) -> Report:
    """Attack; with `until_leak` no further than the first thing that comes through.

    What is in the catalogue comes first, each once and whole; the rest is left to chance.
    """
    report, wanted = Report(), frozenset(only)
    start = time.perf_counter()
    first = catalogue.every(scene.asks, random.Random(seed))
    first = (one for one in first if one.sort in wanted)
    with site(scene) as served:
        lanes = [
            _Lane(scene, served, report, random.Random(f"{seed}:{n}"), wanted, first, traffic)
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
    only: frozenset[str]
    first: Iterator[Try]
    traffic: float

    async def run(self, operations: int, *, until_leak: bool) -> None:
        while self.report.done < operations and not (until_leak and self.report.leaks):
            self.report.done += 1
            if self.report.done % RENEW == 0:
                await self.scene.world.attacker.sign_in()
            if self.rng.random() < self.traffic:
                # Half of these are cut off: what they leave in the pool is what comes next.
                await self._done(self.scene.asks.traffic(self.rng), Told(), 0.5)
            one = next(self.first, None)
            if one is not None:
                await self._one(one, 0)
            else:
                behind = self.report.cut < CUT * self.report.done
                await self._one(self.scene.asks.next(self.rng, self.only), 0.5 if behind else 0.2)

    async def _one(self, one: Try, chance: float) -> None:
        told = Told()
        if isinstance(one, Ask) and one.before:
            await self._done(one.before, Told(), 0)
        stopped = await self._done(one, told, chance)
        self.report.cut += stopped
        self.report.sorts[one.sort] += 1
        self.report.about.update(one.about)
        self.report.verdicts.update([f"{told.status}"])
        self.report.verdicts.update(code.decode() for code in set(_CODE.findall(told.body)))
        if through := await self._through(one, told):
            self.report.leaks.append(f"{one.sort} {one.about} {one.question!r}: {sorted(through)}")
        if told.status >= 500:
            self.report.broken.append(f"{told.status} {one.about} {one.question!r} {told.body!r}")

    async def _through(self, one: Try, told: Told) -> set[str]:
        """Return what the answer says of the victims that the asker did not bring along."""
        needles = self.scene.needles
        through = needles.inside(told.answer)
        if through:
            through -= needles.asked(one.question)
        if isinstance(one, Ask) and told.status == _UNCHANGED:
            through |= needles.words & set(_HASH.findall(one.headers.get("If-None-Match", "")))
        if through and isinstance(one, Ask) and one.sort == "trespass":
            through -= await self._told_to_anybody(one)
        return through

    async def _done(self, one: Try, told: Told, chance: float) -> bool:
        """Do it, or some of it; say whether it was cut off."""
        deed = one.run(told) if isinstance(one, Deed) else calls.call(self.app, one, told)
        meant = self.rng.random() < chance
        known = (one.sort, *one.about)
        after = self.rng.randint(1, self.report.waits.get(known, LATEST)) if meant else 0
        with at_home.reading() if self._by_victims(one) else nullcontext():
            stopped, waits = await calls.cut_off(deed, after)
        if stopped and not meant:
            self.report.broken.append(f"stopped by somebody else: {one.about} {one.question!r}")
        if not stopped:
            self.report.waits[known] = max(1, waits)
        return stopped

    def _by_victims(self, one: Try) -> bool:
        """Say whether the victims ask this at home: no attack is ever that."""
        if isinstance(one, Deed) or one.sort not in {"traffic", "echo"}:
            return False
        return one.path.startswith(f"/{self.scene.world.victim.county.code}/")

    async def _told_to_anybody(self, one: Ask) -> set[str]:
        """Return what somebody who shows nothing is told at the same address."""
        bare = {k: v for k, v in one.headers.items() if k not in {"Cookie", "Authorization"}}
        told = Told()
        body = one.body
        if "Authorization" not in one.headers:
            asked = Ask(one.sort, one.about, one.method, one.path, bare, body, one.client)
            await calls.call(self.app, asked, told)
            if told.status == _AWAY:  # busy: once more, or what anybody sees would look stolen
                told = Told()
                await calls.call(self.app, asked, told)
        return self.scene.needles.inside(told.answer)
