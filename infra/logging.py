"""JSON logs in UTC: a constant event name, facts as keywords, ids and never personal data.

An exception is written as its kind and the places it passed, without its words: those of PostgreSQL
quote the row ("Failing row contains …"), those of a LookupError the name that was looked up.
"""

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor

from infra.settings import settings

_ROOT = Path(__file__).parent.parent
# Their words name attributes, modules and types of the program, never values.
_HARMLESS = (AttributeError, ImportError, NameError, NotImplementedError, TypeError)
_MOST_CAUSES = 5
_MOST_PLACES = 30


class _Unfailing:
    """Standard error, which drops a line rather than fail the work it tells of: a full disk."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def configure() -> None:
    """Send every log line of this process to standard error as one JSON object."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, first_line, *_shared()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _json()],
        )
    )
    logging.basicConfig(handlers=[handler], level=settings().log_level)
    for noisy in ("casbin", "alembic"):  # they would print a policy and a plan at each start
        logging.getLogger(noisy).setLevel("WARNING")
    structlog.configure(
        processors=[*_shared(), _json()],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[settings().log_level]
        ),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Unfailing())),
    )


def logger() -> structlog.stdlib.BoundLogger:
    """Return the logger; bound context (county, request, job) is merged in by itself."""
    bound: structlog.stdlib.BoundLogger = structlog.get_logger()
    return bound


def _json() -> Processor:
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        failure,
    ]


def first_line(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Keep the first line of what a library says; asyncio puts an exception's words below it."""
    event["event"] = str(event["event"]).strip().partition("\n")[0]
    return event


def failure(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Write an exception and its causes without their words."""
    error = _raised(event.pop("exc_info", None))
    if error is not None:
        event["failure"] = [_told(one) for one in _causes(error)]
    return event


def _raised(value: object) -> BaseException | None:
    if isinstance(value, BaseException):
        return value
    if isinstance(value, tuple):
        return value[1] if isinstance(value[1], BaseException) else None
    return sys.exc_info()[1] if value else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_MOST_CAUSES):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _told(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_PLACES:]
    told: dict[str, object] = {
        "kind": f"{type(error).__module__}.{type(error).__qualname__}",
        "places": [f"{_short(each.filename)}:{each.lineno} {each.name}" for each in frames],
    }
    if isinstance(error, _HARMLESS):
        told["words"] = str(error)
    # What PostgreSQL says about itself: the class of the error and which rule was broken.
    for name in ("sqlstate", "constraint_name"):
        if isinstance(getattr(error, name, None), str):
            told[name] = getattr(error, name)
    return told


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path.name)
