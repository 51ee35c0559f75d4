"""Two workers on one queue: one of them hangs, or lives at another time."""

import asyncio
import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from tests.crash import killing
from tests.crash.conftest import Installation

HEARTBEAT_SECONDS = 20
SKEWED = Path(__file__).parent / "skewed"
ROOT = Path(__file__).parents[2]
SKEWS = (90, -90)
Start = Callable[..., Popen[bytes]]


def _log(installation: Installation) -> str:
    return (installation.system.home / "logs" / "another-worker.log").read_text()


async def _at_work(installation: Installation, number: int) -> None:
    """Wait until another worker has said so often that it is ready."""
    for _ in range(600):
        if _log(installation).count("ready for action") >= number:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(_log(installation)[-3000:])


@pytest.mark.crash
async def test_a_worker_that_hung_and_wakes_doubles_nothing(
    installation: Installation, another_worker: Start
) -> None:
    """It wakes after another one did its jobs, in the middle of the same jobs."""
    log = installation.system.home / "logs" / "another-worker.log"
    before = log.read_text().count("ready for action") if log.exists() else 0
    load = installation.load(21)
    async with load.working(clients=1, notice_every_seconds=1.5):
        await asyncio.sleep(4)
        hung = killing.find(installation.system, "worker", random.Random(0))
        assert hung is not None
        os.kill(hung, signal.SIGSTOP)
        another_worker()
        await _at_work(installation, before + 1)
        await asyncio.sleep(HEARTBEAT_SECONDS + 2)
        os.kill(hung, signal.SIGCONT)
        await asyncio.sleep(1)

    counted = await installation.checked()
    assert killing.alive(hung)
    assert any(deed.state == "acknowledged" for deed in load.of("approvals"))
    print(f"\nquiet after {counted['quiet_after']} s")


@pytest.mark.crash
@pytest.mark.parametrize("seconds", SKEWS)
async def test_a_worker_with_a_wrong_clock_doubles_nothing(
    installation: Installation, another_worker: Start, seconds: int
) -> None:
    """Ahead, it takes the others for dead and runs what they are running; behind, it is early."""
    log = installation.system.home / "logs" / "another-worker.log"
    before = log.read_text().count("ready for action") if log.exists() else 0
    load = installation.load(31 + seconds)
    another_worker(PYTHONPATH=f"{SKEWED}:{ROOT}", CRASH_SKEW_SECONDS=str(seconds))
    await _at_work(installation, before + 1)
    async with load.working(clients=1, notice_every_seconds=1.5):
        await asyncio.sleep(8)

    counted = await installation.checked()
    assert any(deed.state == "acknowledged" for deed in load.of("approvals"))
    print(f"\nskew {seconds} s: quiet after {counted['quiet_after']} s")
