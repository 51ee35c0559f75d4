"""The only clock: every moment of the product comes from here, so that tests can move time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from infra.settings import settings

ZONE = ZoneInfo("Asia/Shanghai")
_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)
_shift: list[timedelta] = []
_known_shift: list[int] = [0, 0]


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    moment = datetime.now(UTC)  # noqa: TID251 - the one place that reads the machine's clock
    return moment + sum(_shift, _common_shift())


def local(moment: datetime) -> datetime:
    """Return the same moment on a wall clock in China."""
    return moment.astimezone(ZONE)


def today() -> date:
    """Return the present date in China."""
    return local(now()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at one moment for the code of this context (task) only."""
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)


@contextmanager
def shifted(delta: timedelta) -> Iterator[None]:
    """Move the clock of the whole process, for instance under a running web server in a test."""
    _shift.append(delta)
    try:
        yield
    finally:
        _shift.remove(delta)


def _shift_file() -> Path:
    return settings().home / "clock-shift"


def _common_shift() -> timedelta:
    """Return by how far the demonstration's clock was moved, for all of its processes alike."""
    if settings().profile != "demo":
        return timedelta(0)
    try:
        stamp = _shift_file().stat().st_mtime_ns
    except FileNotFoundError:
        return timedelta(0)
    if _known_shift[0] != stamp:
        _known_shift[:] = [stamp, int(_shift_file().read_text() or 0)]
    return timedelta(seconds=_known_shift[1])


def jump(delta: timedelta) -> None:
    """Move the clock of every process of a demonstration; refused in any other profile."""
    if settings().profile != "demo":
        message = "the clock of a real installation cannot be moved"
        raise PermissionError(message)
    seconds = int((_common_shift() + delta).total_seconds())
    scratch = _shift_file().with_suffix(".new")
    scratch.write_text(str(seconds))
    scratch.replace(_shift_file())
