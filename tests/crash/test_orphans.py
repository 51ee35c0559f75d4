"""Nothing outlives the process that started it, even where that one is killed."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.crash import killing

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 30
HOLD = """
import os, sys
from infra.embedded import engines
from infra.settings import publish
publish(home=sys.argv[1])
with engines():
    print("up", flush=True)
    sys.stdin.read()
"""


@pytest.mark.crash
def test_embedded_engines_end_with_a_killed_test_run() -> None:
    """As a test run does: engines are started, then the process that started them is killed."""
    with tempfile.TemporaryDirectory(prefix="mingbai-test-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)
        environment = {n: v for n, v in os.environ.items() if not n.startswith("MINGBAI_")}
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, home],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"up\n"
            below = killing.descendants(holder.pid)
            assert sum("postgres" in killing.words(pid) for pid in below) > 1
            assert any("valkey" in killing.words(pid) for pid in below)

            holder.send_signal(signal.SIGKILL)
            deadline = time.monotonic() + PATIENCE_SECONDS
            while any(killing.alive(pid) for pid in below) and time.monotonic() < deadline:
                time.sleep(0.1)
            assert [killing.words(pid) for pid in below if killing.alive(pid)] == []
