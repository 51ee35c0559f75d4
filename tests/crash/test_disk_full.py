"""A full disk: refusals with a stable code, nothing lost, and work goes on once there is room."""

import asyncio
import time
from collections import Counter

import httpx
import pytest

from tests.crash import killing
from tests.crash.conftest import prepared
from tests.crash.load import Load
from tests.crash.small_disk import small_disk
from tests.journeys.system import System, running

PATIENCE_SECONDS = 60


async def _not_ready(system: System) -> str:
    """Wait until `/readyz` says that it cannot work, and return what it says."""
    async with httpx.AsyncClient(base_url=system.base, timeout=20) as client:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            answer = await client.get("/readyz")
            if answer.status_code == 503:
                return answer.text
            await asyncio.sleep(0.2)
    raise AssertionError("a full disk was not noticed")


async def _refused(system: System, load: Load) -> list[str]:
    """Wait until somebody is told to come back later."""
    for _ in range(PATIENCE_SECONDS * 5):
        told = [word for deed in load.deeds for word in deed.told]
        if "AWAY" in told:
            return told
        await asyncio.sleep(0.2)
    states = Counter((deed.kind, deed.state) for deed in load.deeds)
    logged = (system.home / "postgres.log").read_text()[-1500:]
    raise AssertionError(f"nobody was told that there is no room: {states}, {told}\n{logged}")


@pytest.mark.crash
async def test_a_full_disk_refuses_and_goes_on_by_itself_when_freed() -> None:
    with small_disk() as disk, running("--empty", inside=disk.folder) as system:
        installation = await asyncio.to_thread(prepared, system)
        load = installation.load(41)
        async with load.working(clients=3, notice_every_seconds=3):
            await asyncio.sleep(2)
            await asyncio.to_thread(disk.fill, system.process.pid)
            said = await _not_ready(system)
            told = await _refused(system, load)
            await asyncio.sleep(2)
            disk.free(system.process.pid)
            seconds = await killing.recovered(system, 0)
        counted = await installation.checked()

    assert '"ready":false' in said
    assert any(deed.state == "acknowledged" for deed in load.of("needs"))
    how = "tmpfs" if disk.mounted else "RLIMIT_FSIZE"
    print(f"\n{how}: {told.count('AWAY')} times told to come back, ready after {seconds:.1f} s,")
    print(f"quiet after {counted['quiet_after']} s")
