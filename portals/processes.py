"""Starts the web, worker and scheduler processes, starts them again and stops them cleanly."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from infra.lifeline import tied
from infra.settings import environment, settings

_READY_SECONDS = 180  # a machine that is busy starts slowly; one that fails is seen at once
_STOP_SECONDS = 15
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.5, 8.0
_STEADY_SECONDS = 10.0
COMMANDS = {
    "web": [sys.executable, "-m", "portals.cli", "web"],
    "worker": [sys.executable, "-m", "portals.cli", "worker"],
    "scheduler": [sys.executable, "-m", "portals.cli", "scheduler"],
}


class ProcessFailed(RuntimeError):
    """A process did not come up; its log says why."""


def _start(name: str) -> subprocess.Popen[bytes]:
    logs = settings().home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / f"{name}.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own commands
            COMMANDS[name],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=tied(signal.SIGKILL),  # noqa: PLW1509 - no import, no lock
        )


@contextmanager
def running(*names: str) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Run the named processes for the length of the block; their logs go to the data folder."""
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name in names:
            started[name] = _start(name)
        yield started
    finally:
        stop(started)


class Watch:
    """Starts a process again when it has ended, later each time while it keeps ending."""

    def __init__(self, started: dict[str, subprocess.Popen[bytes]]) -> None:
        """Watch what `running` started; the dict is kept true."""
        self.started = started
        self.since = dict.fromkeys(started, time.monotonic())
        self.pause = dict.fromkeys(started, _FIRST_PAUSE_SECONDS)
        self.due: dict[str, float] = {}

    def look(self) -> list[str]:
        """Look once; return the names of those that were started again."""
        return [name for name in self.started if self._again(name)]

    def _again(self, name: str) -> bool:
        now = time.monotonic()
        if self.started[name].poll() is None:
            return False
        if name not in self.due:
            steady = now - self.since[name] > _STEADY_SECONDS
            pause = _FIRST_PAUSE_SECONDS if steady else self.pause[name]
            self.pause[name] = min(2 * pause, _LONGEST_PAUSE_SECONDS)
            self.due[name] = now + pause
        if now < self.due[name]:
            return False
        del self.due[name]
        self.started[name], self.since[name] = _start(name), now
        return True


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
