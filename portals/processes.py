"""Starts the web, worker and scheduler processes, watches them and stops them cleanly."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from infra.settings import environment, settings

_READY_SECONDS = 60
_STOP_SECONDS = 15
COMMANDS = {
    "web": [sys.executable, "-m", "portals.cli", "web"],
    "worker": [sys.executable, "-m", "portals.cli", "worker"],
    "scheduler": [sys.executable, "-m", "portals.cli", "scheduler"],
}


class ProcessFailed(RuntimeError):
    """A process did not come up; its log says why."""


@contextmanager
def running(*names: str) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Run the named processes for the length of the block; their logs go to the data folder."""
    logs = settings().home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name in names:
            with (logs / f"{name}.log").open("ab") as log:
                started[name] = subprocess.Popen(  # noqa: S603 - our own commands
                    COMMANDS[name],
                    env=environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        yield started
    finally:
        stop(started)


def stop(started: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask every process to end; kill the one that does not in time."""
    for process in started.values():
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in started.values():
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(process: subprocess.Popen[bytes]) -> None:
    """Wait until the web process answers `/readyz`; raises ProcessFailed."""
    address = f"http://127.0.0.1:{settings().port}/readyz"
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            message = f"the web process ended; see {settings().home / 'logs' / 'web.log'}"
            raise ProcessFailed(message)
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    message = f"{address} does not answer"
    raise ProcessFailed(message)
