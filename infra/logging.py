"""JSON logs in UTC: a constant event name, facts as keywords, ids and never personal data."""

import logging
import sys

import structlog

from infra.settings import settings


def configure() -> None:
    """Send every log line of this process to standard error as one JSON object."""
    logging.basicConfig(stream=sys.stderr, level=settings().log_level, format="%(message)s")
    for noisy in ("casbin", "alembic"):  # they would print a policy and a plan at each start
        logging.getLogger(noisy).setLevel("WARNING")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[settings().log_level]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def logger() -> structlog.stdlib.BoundLogger:
    """Return the logger; bound context (county, request, job) is merged in by itself."""
    bound: structlog.stdlib.BoundLogger = structlog.get_logger()
    return bound
