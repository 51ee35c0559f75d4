"""A web process seen from outside: where it answers and how long it was on the processor."""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import httpx

PATIENCE_SECONDS = 90


@dataclass(frozen=True)
class Process:
    """One process that serves the site."""

    site: str
    pid: int

    def cpu_seconds(self) -> float:
        """What all its threads together have spent on the processor."""
        spent = 0
        for task in Path(f"/proc/{self.pid}/task").glob("*/schedstat"):
            spent += int(task.read_text().split()[0])
        return spent / 1e9


def ready(site: str, started: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the process answers; say what it said if it does not."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and started.poll() is None:
        try:
            if httpx.get(f"{site}/readyz", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(log.read_text()[-2000:])
