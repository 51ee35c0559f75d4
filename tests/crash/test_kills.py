"""Processes killed at random moments under load: nothing lost, nothing doubled, soon back."""

import asyncio
import os
import random
import statistics
from collections import Counter

import pytest

from tests.crash import killing
from tests.crash.conftest import Installation

KILLS = int(os.environ.get("CRASH_KILLS", "20"))
SEED = int(os.environ.get("CRASH_SEED", "2026"))
PAUSE_SECONDS = (0.2, 2.0)
_SLOW_SECONDS = 10


@pytest.mark.crash
async def test_nothing_acknowledged_is_lost_or_doubled_by_kills(installation: Installation) -> None:
    chance = random.Random(SEED)
    load = installation.load(SEED)
    targets = [killing.TARGETS[number % len(killing.TARGETS)] for number in range(KILLS)]
    chance.shuffle(targets)
    took: list[tuple[str, float]] = []
    async with load.working():
        for target in targets:
            await asyncio.sleep(chance.uniform(*PAUSE_SECONDS))
            took.append((target, await killing.kill(installation.system, target, chance)))
            if len(took) % 5 == 0:  # texts leave meanwhile, and what is on its way counts as late
                installation.later(61)
    counted = await installation.checked()

    seconds = [each for _, each in took]
    outcomes = Counter((deed.kind, deed.state) for deed in load.deeds)
    print(f"\nkills {len(took)} {dict(Counter(target for target, _ in took))} seed {SEED}")
    print(f"recovery median {statistics.median(seconds):.1f} s, most {max(seconds):.1f} s")
    print(f"slow {sorted((each, target) for target, each in took if each > _SLOW_SECONDS)}")
    print(f"outcomes {dict(outcomes)}")
    print(f"quiet after {counted['quiet_after']} s, {counted['announced']['messages']} messages,")
    print(f"{counted['announced']['repeated']} of them handed over again under the same key")
    assert statistics.median(seconds) <= killing.RECOVERY_SECONDS
    assert len(load.of("needs")) >= KILLS
    assert any(deed.state == "acknowledged" for deed in load.of("approvals"))
