"""PostgreSQL away, Valkey hung: a clear page meanwhile, nothing lost, work goes on by itself."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.journeys.conftest import People
from tests.journeys.people import Person
from tests.journeys.system import System

PATIENCE_SECONDS = 60
AWAY_SECONDS = 30


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


async def write(villager: Person, text: str) -> None:
    """Write down a need, up to the page on which it is checked and sent."""
    await villager.visit("/my/say")
    await villager.page.locator("#category-ROAD").check()
    await villager.fill("您的需要", text)
    await villager.press("写好了，核对一遍")


async def refused_form(villager: Person) -> None:
    """Send the form that is open: the page says what to do, and that nothing is lost."""
    await villager.press("送给党支部")
    shown = await villager.text()
    assert "正在恢复" in shown, shown


async def say(villager: Person, text: str) -> None:
    """Write down a need and get the receipt."""
    await write(villager, text)
    await villager.press("送给党支部")
    assert villager.page.url.endswith("/sent"), await villager.text()


@contextmanager
def stopped(system: System) -> Iterator[None]:
    """Stop what would start an ended engine again; web, worker and scheduler go on."""
    os.kill(system.process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(system.process.pid, signal.SIGCONT)


async def refusals(system: System, path: str) -> list[httpx.Response]:
    """Ask for a page again and again while the database is away."""
    found: list[httpx.Response] = []
    until = time.monotonic() + AWAY_SECONDS
    async with httpx.AsyncClient(base_url=system.base, timeout=AWAY_SECONDS) as client:
        while time.monotonic() < until:
            found.append(await client.get(path))
            await asyncio.sleep(1)
    return found


@pytest.mark.browser
@pytest.mark.crash
async def test_thirty_seconds_without_the_database_lose_nothing(
    people: People, system: System
) -> None:
    villager = await people.the("villager")
    await say(villager, "村口的路灯坏了，请修一修。")
    await write(villager, "东头的桥栏杆松了。")

    with stopped(system):
        os.kill(engine(system, "postgres"), signal.SIGKILL)
        await refused_form(villager)
        await villager.press("再送一次")
        await villager.sees("正在恢复")
        pages = await refusals(system, f"/{villager.account['county']}/")
        assert {page.status_code for page in pages} == {503}
        assert all("正在恢复" in page.text for page in pages)
        assert {page.headers["retry-after"] for page in pages} == {"10"}
        said = await ready(system, 503)
        assert "away" in str(said["postgresql"])

    await ready(system, 200)
    await villager.press("再送一次")  # the very form, with its key
    assert villager.page.url.endswith("/sent"), await villager.text()
    await villager.visit("/my/opinions")
    await villager.sees("村口的路灯坏了")
    shown = await villager.text()
    assert shown.count("东头的桥栏杆松了") == 1, shown


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
