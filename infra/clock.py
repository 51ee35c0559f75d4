"""The only clock: every moment of the product comes from here, so that tests can move time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from infra.settings import settings

ZONE = ZoneInfo("Asia/Shanghai")
_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)
_shift: list[timedelta] = []


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    fixed = _fixed.get()
    if fixed is not None:
        return fixed
    moment = datetime.now(UTC)  # noqa: TID251 - the one place that reads the machine's clock
    shift = sum(_shift, timedelta(seconds=settings().clock_shift_seconds))
    return moment + shift


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
