"""Ask the printing process for the sheets of a poster or for a record, with a time limit."""

import asyncio
import base64
import json
import sys
from collections.abc import Sequence
from typing import Any, cast

from infra.documents import fonts, render
from infra.documents.poster import Poster
from infra.documents.record import Record
from infra.documents.typst_poster import FORMATS, Format
from infra.errors import Trouble

TIME_LIMIT_SECONDS = 90.0
_READERS = asyncio.Semaphore(1)


class PrintingFailed(Trouble):
    """The printing process stopped or took too long; the job will be tried again."""


async def printed(
    poster: Poster,
    formats: Sequence[Format] = FORMATS,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> dict[Format, bytes]:
    """Return the PDF file of each format; the event loop stays free for heartbeats."""
    job = {"poster": poster, "formats": list(formats)}
    return cast("dict[Format, bytes]", await _asked(job, time_limit_seconds))


async def printed_record(record: Record, time_limit_seconds: float = 20.0) -> bytes:
    """Return a record as PDF; one at a time in a process, because readers ask for it."""
    async with _READERS:
        return (await _asked({"record": record}, time_limit_seconds))["a4"]


async def _asked(job: dict[str, Any], time_limit_seconds: float) -> dict[str, bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "infra.documents.render"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said = json.dumps(job).encode()
    try:
        out, err = await asyncio.wait_for(process.communicate(said), time_limit_seconds)
    except TimeoutError as slow:
        raise PrintingFailed(f"printing took over {time_limit_seconds} s") from slow
    finally:
        await _stop(process)
    if process.returncode == render.EXIT_FONTS_MISSING:
        raise fonts.FontsMissing(err.decode())
    if process.returncode != 0:
        raise PrintingFailed(err.decode(errors="replace")[-600:])
    return {form: base64.b64decode(data) for form, data in json.loads(out).items()}


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
