"""Finds the processes of a running demonstration, kills them, and waits until it works again."""

import asyncio
import json
import os
import random
import signal
import time
from pathlib import Path

import httpx

from tests.journeys.system import System

RECOVERY_SECONDS = 30  # on a machine that does nothing else; others wait as much longer
TARGETS = ("web", "worker", "worker-parent", "scheduler", "backend", "postgres", "valkey")
_WORDS = {"web": "portals.cli web", "scheduler": "portals.cli scheduler"}


def _stat(pid: int) -> tuple[str, int]:
    """The state of a process and its parent."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return fields[0], int(fields[1])


def words(pid: int) -> str:
    """The command of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def alive(pid: int) -> bool:
    try:
        return _stat(pid)[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


Families = dict[int, list[int]]


def families() -> Families:
    """The living children of every process, oldest first: to look once costs as for one of them."""
    found: Families = {}
    for pid in sorted(int(e.name) for e in Path("/proc").iterdir() if e.name.isdigit()):
        try:
            state, parent = _stat(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            found.setdefault(parent, []).append(pid)
    return found


def children(parent: int, known: Families | None = None) -> list[int]:
    """The living children of a process, now or when `known` was looked up."""
    return (families() if known is None else known).get(parent, [])


def descendants(parent: int, known: Families | None = None) -> list[int]:
    known = families() if known is None else known
    below = children(parent, known)
    return below + [one for child in below for one in descendants(child, known)]


def engine(system: System, name: str) -> int:
    """The process id of an engine as it is now."""
    return int(json.loads((system.home / "embedded.json").read_text())[f"{name}_pid"])


def find(
    system: System, target: str, chance: random.Random, known: Families | None = None
) -> int | None:
    """The process that bears this name now, if there is one."""
    if target in {"postgres", "valkey"}:
        pid = engine(system, target)
        return pid if alive(pid) else None
    known = families() if known is None else known
    if target == "backend":
        its = [o for o in children(engine(system, "postgres"), known) if "mingbai" in words(o)]
        return chance.choice(its) if its else None
    if target in {"worker", "worker-parent"}:
        parents = [o for o in children(system.process.pid, known) if "dramatiq" in words(o)]
        if target == "worker-parent" or not parents:
            return parents[0] if parents else None
        workers = [one for one in children(parents[0], known) if "dramatiq" in words(one)]
        return workers[0] if workers else None
    ours = [one for one in children(system.process.pid, known) if _WORDS[target] in words(one)]
    return ours[0] if ours else None


def whole(system: System, killed: int) -> bool:
    """Whether every process of the installation lives, and none of them is the killed one."""
    chance, known = random.Random(0), families()
    names = ("web", "worker", "scheduler", "postgres", "valkey")
    found = [find(system, name, chance, known) for name in names]
    return all(one is not None and one != killed for one in found)


def patience_seconds() -> float:
    """How long to wait: a machine with four tasks for each core gives us a quarter of it."""
    return RECOVERY_SECONDS * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


async def recovered(system: System, killed: int) -> float:
    """Wait until all processes live and `/readyz` answers 200; return the seconds it took."""
    began, said = time.monotonic(), "not every process lives"
    async with httpx.AsyncClient(base_url=system.base, timeout=5) as client:
        while time.monotonic() - began < patience_seconds():
            try:
                if whole(system, killed):
                    answer = await client.get("/readyz")
                    said = answer.text
                    if answer.status_code == 200:
                        return time.monotonic() - began
            except (httpx.TransportError, json.JSONDecodeError, FileNotFoundError) as error:
                said = repr(error)
            await asyncio.sleep(0.1)
    lives = [words(pid)[-60:] for pid in children(system.process.pid)]
    raise AssertionError(f"{killed} killed, after {patience_seconds()} s: {said}; {lives}")


async def kill(system: System, target: str, chance: random.Random) -> float:
    """Kill a process of this name as soon as there is one; return the seconds to recovery."""
    while (pid := find(system, target, chance)) is None:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    os.kill(pid, signal.SIGKILL)
    return await recovered(system, pid)
