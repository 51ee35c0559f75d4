"""The id and the county under which all that one request does is written down."""

import secrets

from structlog.contextvars import get_contextvars

REQUEST_ID = "request_id"
COUNTY = "county"
JOB = "job"


def new_id() -> str:
    """Return 16 hexadecimal digits that no other request bears."""
    return secrets.token_hex(8)


def present_id() -> str:
    """Return the id of the request that runs here, or a new one where there is no request."""
    return str(get_contextvars().get(REQUEST_ID) or new_id())


def cause() -> str:
    """Return what an audit row names as its cause: the request, else the job, else nothing."""
    bound = get_contextvars()
    return str(bound.get(REQUEST_ID) or bound.get(JOB) or "")
