"""The whole product as one runs it: `mingbai demo` in a data folder of its own, on a free port."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra import clock
from infra.lifeline import tied

READY_SECONDS = 180
_MORNING_HOUR = 10


@dataclass(frozen=True)
class System:
    """A running demonstration."""

    base: str
    home: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    def jump(self, **by: int) -> None:
        """Move the clock of all processes: `jump(days=3)`."""
        options = [part for name, n in by.items() for part in (f"--{name}", str(n))]
        command = [sys.executable, "-m", "portals.cli", "clock", *options]
        subprocess.run(command, env=self.environment, check=True, capture_output=True)

    def jump_to_morning(self) -> None:
        """Move the clock of all processes to between 10 and 11 in China, an hour on at least."""
        shift = self.home / "clock-shift"
        seconds = int(shift.read_text()) if shift.exists() else 0
        soon = clock.local(datetime.now(UTC) + timedelta(seconds=seconds, hours=1))
        self.jump(hours=1 + (_MORNING_HOUR - soon.hour) % 24)

    def accounts(self) -> list[dict[str, str]]:
        """Everybody who can sign in."""
        found: list[dict[str, str]] = json.loads((self.home / "demo-accounts.json").read_text())
        return found

    def who(self, role: str, name: str = "", place: str = "") -> dict[str, str]:
        """One of them."""
        return next(
            one
            for one in self.accounts()
            if one["role"] == role and name in one["name"] and one["place"].startswith(place)
        )


def free_port() -> int:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _environment(home: str, port: int) -> dict[str, str]:
    inherited = {n: v for n, v in os.environ.items() if not n.startswith(("MINGBAI_", "PYTEST"))}
    # All that the processes have to say: test_logs looks for people in it.
    return {**inherited, "MINGBAI_HOME": home, "PORT": str(port), "MINGBAI_LOG_LEVEL": "DEBUG"}


def _wait(process: subprocess.Popen[bytes], base: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{base}/readyz", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(log.read_text()[-3000:])


@contextmanager
def fresh_home(inside: Path | None = None) -> Iterator[Path]:
    """An empty data folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(
        prefix="mingbai-demo-", dir=inside, ignore_cleanup_errors=True
    ) as home:
        Path(home).chmod(0o755)
        yield Path(home)


@contextmanager
def started(home: Path, *options: str) -> Iterator[System]:
    """Start `mingbai demo` on a data folder, and stop it as Ctrl-C does."""
    port = free_port()
    environment = _environment(str(home), port)
    log = home / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "portals.cli", "demo", *options],
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=tied(signal.SIGTERM),  # noqa: PLW1509 - goes with a killed test run
        )
    base = f"http://127.0.0.1:{port}"
    try:
        _wait(process, base, log)
        yield System(base, home, environment, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


@contextmanager
def running(*options: str, inside: Path | None = None) -> Iterator[System]:
    """Start `mingbai demo` in a home of its own, and stop it as Ctrl-C does."""
    with fresh_home(inside) as home, started(home, *options) as system:
        yield system
