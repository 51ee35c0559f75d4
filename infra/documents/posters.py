"""Ask the printing process for a poster's sheets or another sheet, with a time limit."""

import asyncio
import base64
import json
import sys
from collections.abc import Sequence
from typing import Any, cast

from infra.documents import fonts, render
from infra.documents.certificate import Certificate
from infra.documents.poster import Poster
from infra.documents.record import Record
from infra.documents.report import Report
from infra.documents.typst_poster import FORMATS, Format
from infra.errors import Trouble

TIME_LIMIT_SECONDS = 90.0
READER_WAITS_SECONDS = 20.0
# Somebody waits for what is read: several at once must not take the machine from everybody else.
_ONE_AT_A_TIME = asyncio.Semaphore(1)


class PrintingFailed(Trouble):
    """The printing process stopped or took too long; the job will be tried again."""


async def printed(
    poster: Poster,
    formats: Sequence[Format] = FORMATS,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> dict[Format, bytes]:
    """Return the PDF file of each format; the event loop stays free for heartbeats."""
    made = await _made({"poster": poster, "formats": list(formats)}, time_limit_seconds)
    return cast("dict[Format, bytes]", made)


async def printed_report(report: Report, time_limit_seconds: float = READER_WAITS_SECONDS) -> bytes:
    """Return a report as a PDF file."""
    return await _read({"report": report}, time_limit_seconds)


async def printed_record(record: Record, time_limit_seconds: float = READER_WAITS_SECONDS) -> bytes:
    """Return a record, such as minutes, as a PDF file."""
    return await _read({"record": record}, time_limit_seconds)


async def printed_certificate(
    certificate: Certificate, time_limit_seconds: float = READER_WAITS_SECONDS
) -> bytes:
    """Return a certificate as a PDF file."""
    return await _read({"certificate": certificate}, time_limit_seconds)


async def _read(job: dict[str, Any], time_limit_seconds: float) -> bytes:
    async with _ONE_AT_A_TIME:
        return (await _made(job, time_limit_seconds))["a4"]


async def _made(job: dict[str, Any], time_limit_seconds: float) -> dict[str, bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "infra.documents.render"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    sent = json.dumps(job).encode()
    try:
        out, err = await asyncio.wait_for(process.communicate(sent), time_limit_seconds)
    except TimeoutError as slow:
        raise PrintingFailed(f"printing took over {time_limit_seconds} s") from slow
    finally:
        await _stop(process)
    if process.returncode == render.EXIT_FONTS_MISSING:
        raise fonts.FontsMissing(err.decode())
    if process.returncode != 0:
        raise PrintingFailed(err.decode(errors="replace")[-600:])
    return {name: base64.b64decode(data) for name, data in json.loads(out).items()}


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
