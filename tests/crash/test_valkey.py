"""Valkey is a cache of the outbox: emptied, absent or hung it loses nothing."""

import asyncio
import os
import random
import signal
from typing import Any

import httpx
import pytest
import redis

from portals.kit.operations import documents
from tests.crash import killing
from tests.crash.conftest import Installation
from tests.journeys.system import System

ABSENT_SECONDS = int(os.environ.get("CRASH_ABSENT_SECONDS", "12"))


def valkey(system: System) -> Any:
    return redis.Redis(unix_socket_path=str(system.home / "run" / "valkey.sock"))


@pytest.mark.crash
async def test_an_emptied_valkey_is_filled_again_from_the_outbox(
    installation: Installation,
) -> None:
    load = installation.load(11)
    async with load.working(clients=2, notice_every_seconds=1):
        with valkey(installation.system) as client:
            for _ in range(3):
                await asyncio.sleep(2.5)
                client.flushall()

    await installation.checked()
    assert any(deed.state == "acknowledged" for deed in load.of("approvals"))


async def _ready(system: System) -> tuple[int, str]:
    async with httpx.AsyncClient(base_url=system.base, timeout=20) as client:
        answer = await client.get("/readyz")
        return answer.status_code, answer.json()["valkey"]


async def _sign_in(system: System) -> str:
    """What somebody is told who signs in now."""
    who = system.who("villager")
    body = {
        "documentId": documents()["SignInWithPassword"].id,
        "variables": {"input": {"phone": who["phone"], "password": who["password"]}},
    }
    async with httpx.AsyncClient(base_url=system.base, timeout=20) as client:
        answer = await client.post("/150523/graphql", json=body)
        return answer.text


@pytest.mark.crash
async def test_minutes_without_valkey_stop_no_work_and_lose_no_job(
    installation: Installation,
) -> None:
    """Whoever would start it again is held; seconds pass, the product's clock moves minutes."""
    system = installation.system
    load = installation.load(12)
    os.kill(system.process.pid, signal.SIGSTOP)
    try:
        os.kill(killing.engine(system, "valkey"), signal.SIGKILL)
        async with load.working(clients=2, notice_every_seconds=2):
            for _ in range(4):
                await asyncio.sleep(ABSENT_SECONDS / 4)
                installation.later(150)
        status, said = await _ready(system)
        refused = await _sign_in(system)
        done = {deed.kind for deed in load.deeds if deed.state == "acknowledged"}
    finally:
        os.kill(system.process.pid, signal.SIGCONT)
    seconds = await killing.recovered(system, 0)
    counted = await installation.checked()

    assert (status, said.split()[0]) == (503, "away")
    assert "SIGN_IN_UNAVAILABLE" in refused
    assert {"needs", "approvals"} <= done
    print(f"\nback {seconds:.1f} s after it may start, quiet after {counted['quiet_after']} s")


@pytest.mark.crash
async def test_a_hung_valkey_keeps_the_scheduler_from_nothing_afterwards(
    installation: Installation,
) -> None:
    system = installation.system
    load = installation.load(13)
    pid = killing.engine(system, "valkey")
    async with load.working(clients=2, notice_every_seconds=1):
        os.kill(pid, signal.SIGSTOP)
        try:
            await asyncio.sleep(5)
        finally:
            os.kill(pid, signal.SIGCONT)

    assert killing.find(system, "valkey", random.Random(0)) == pid
    await installation.checked()
