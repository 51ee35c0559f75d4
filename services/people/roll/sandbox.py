"""Runs the reader of rolls in a subprocess with limits, and without any of our secrets."""

import asyncio
import json
import sys
from pathlib import Path

from services.people.roll.reader import Line, Table

TIMEOUT_SECONDS = 40
# Each reader may take 768 MB: a crowd of uploads waits instead of taking all of the machine's.
_AT_ONCE = asyncio.Semaphore(2)
_ROOT = Path(__file__).parents[3]


async def read(data: bytes) -> Table:
    """Return the lines of an uploaded file; whatever it does to its reader, ours goes on."""
    async with _AT_ONCE:
        return await _read(data)


async def _read(data: bytes) -> Table:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.people.roll.reader",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL, cwd=_ROOT, env={"LANG": "C.UTF-8"},
    )  # fmt: skip
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            output, _ = await process.communicate(data)
    except TimeoutError:
        return Table("", [], "FILE_UNREADABLE")
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode != 0:
        return Table("", [], "FILE_UNREADABLE")
    sheet, lines, problem = json.loads(output)
    return Table(sheet, [Line(*line) for line in lines], problem)
