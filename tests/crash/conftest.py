"""One installation of its own for all crashes: two villages at work, a vote open in each."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from infra import clock
from infra.lifeline import tied
from tests.crash import checking, killing
from tests.crash.load import Load
from tests.journeys.system import System, running

ROOT = Path(__file__).parents[2]
MORNING = 10  # o'clock: texts go out between 08:00 and 20:30


@dataclass
class Installation:
    """A running demonstration and what there is to do in it."""

    system: System
    stage: list[dict[str, Any]]
    loads: list[Load] = field(default_factory=list)

    def load(self, seed: int) -> Load:
        self.loads.append(Load(self.system.base, self.stage, seed))
        return self.loads[-1]

    def later(self, seconds: int) -> None:
        """Move the clock of all processes, as `mingbai clock` does by hours."""
        file = self.system.home / "clock-shift"
        shift = int(file.read_text()) if file.exists() else 0
        scratch = file.with_suffix(".test")
        scratch.write_text(str(shift + seconds))
        scratch.replace(file)

    def run(self, *arguments: str) -> str:
        """Run a module of ours with the installation's environment; return what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments],
            env=self.system.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=1800,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.strip().splitlines()[-1]

    async def counted(self) -> dict[str, Any]:
        """Wait until nothing is left to do and count every effect.

        The minute of grace before texts go out, and before lost jobs go again, is jumped over.
        """
        self.later(130)
        folder = self.system.home / "exported-log"
        printed = await asyncio.to_thread(self.run, "tests.crash.counting", str(folder))
        found: dict[str, Any] = json.loads(printed)
        return found

    async def checked(self) -> dict[str, Any]:
        """Hold everything that was acknowledged up to now against what there is."""
        counted = await self.counted()
        checking.check(self.loads, counted)
        return counted


def prepared(system: System) -> Installation:
    """Make it ten in the morning and set the stage, while the scheduler rests."""
    there = clock.local(clock.now())
    system.jump(hours=(MORNING - there.hour) % 24)
    scheduler = killing.find(system, "scheduler", random.Random(0))
    assert scheduler is not None
    made = Installation(system, [])
    os.kill(scheduler, signal.SIGSTOP)
    try:
        made.stage = json.loads(made.run("tests.crash.prepare"))
    finally:
        os.kill(scheduler, signal.SIGCONT)
    return made


@pytest.fixture(scope="session")
def installation() -> Iterator[Installation]:
    with running("--empty") as system:
        yield prepared(system)
        mine = killing.descendants(system.process.pid)
    assert [killing.words(pid) for pid in mine if killing.alive(pid)] == []


@pytest.fixture
def another_worker(installation: Installation) -> Iterator[Any]:
    """Starts workers beside the installation's own, each with what its environment adds."""
    started: list[subprocess.Popen[bytes]] = []

    def start(**added: str) -> subprocess.Popen[bytes]:
        web = killing.find(installation.system, "web", random.Random(0))
        raw = Path(f"/proc/{web}/environ").read_bytes().decode().split("\0")
        inherited = dict(line.split("=", 1) for line in raw if "=" in line)
        log = (installation.system.home / "logs" / "another-worker.log").open("ab")
        with log:
            one = subprocess.Popen(
                [sys.executable, "-m", "portals.cli", "worker"],
                env={**inherited, **added},
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=tied(signal.SIGKILL),  # noqa: PLW1509
            )
        started.append(one)
        return one

    yield start
    for one in started:
        below = killing.descendants(one.pid)
        one.kill()
        one.wait()
        for pid in below:
            if killing.alive(pid):
                os.kill(pid, signal.SIGKILL)
