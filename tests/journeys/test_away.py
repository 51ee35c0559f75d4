"""PostgreSQL killed, Valkey hung: a clear page meanwhile, nothing lost, work goes on by itself."""

import json
import os
import signal
import time

import httpx
import pytest

from tests.journeys.conftest import People
from tests.journeys.people import Person
from tests.journeys.system import System

PATIENCE_SECONDS = 60


def engine(system: System, name: str) -> int:
    """The process id of an engine as it is now."""
    return int(json.loads((system.home / "embedded.json").read_text())[f"{name}_pid"])


async def ready(system: System, wanted: int) -> dict[str, object]:
    """Wait until `/readyz` answers with this status and return what it says."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    async with httpx.AsyncClient(base_url=system.base, timeout=20) as client:
        while time.monotonic() < deadline:
            answer = await client.get("/readyz")
            if answer.status_code == wanted:
                said: dict[str, object] = answer.json()
                return said
    raise AssertionError(f"/readyz never answered {wanted}")


async def say(villager: Person, text: str) -> None:
    """Write down a need and get the receipt."""
    await villager.visit("/my/say")
    await villager.page.locator("#category-ROAD").check()
    await villager.fill("您的需要", text)
    await villager.press("写好了，核对一遍")
    await villager.press("送给党支部")
    assert villager.page.url.endswith("/sent"), await villager.text()


@pytest.mark.browser
@pytest.mark.crash
async def test_a_killed_database_comes_back_and_nothing_said_is_lost(
    people: People, system: System
) -> None:
    villager = await people.the("villager")
    await say(villager, "村口的路灯坏了，请修一修。")

    os.kill(engine(system, "postgres"), signal.SIGKILL)
    statuses: set[int] = set()
    deadline = time.monotonic() + PATIENCE_SECONDS
    async with httpx.AsyncClient(base_url=system.base, timeout=30) as client:
        while time.monotonic() < deadline:
            page = await client.get(f"/{villager.account['county']}/")
            statuses.add(page.status_code)
            if page.status_code == 503:
                assert "正在恢复" in page.text
                assert page.headers["retry-after"] == "10"
            elif len(statuses) > 1 or (system.home / "embedded.json").exists():
                said = await client.get("/readyz")
                if page.status_code == 200 and said.status_code == 200:
                    break
    assert statuses <= {200, 503}

    await ready(system, 200)
    await villager.visit("/my/opinions")
    await villager.sees("村口的路灯坏了")


@pytest.mark.browser
@pytest.mark.crash
async def test_a_hung_valkey_stops_nobody_who_is_signed_in(people: People, system: System) -> None:
    villager = await people.the("villager")

    os.kill(engine(system, "valkey"), signal.SIGSTOP)
    try:
        said = await ready(system, 503)
        assert "away" in str(said["valkey"])
        assert said["postgresql"] == "ok"
        await say(villager, "西头的水渠堵了。")
    finally:
        os.kill(engine(system, "valkey"), signal.SIGCONT)

    await ready(system, 200)
    await villager.visit("/my/opinions")
    await villager.sees("西头的水渠堵了")
