"""Gives every request an id, and binds it and the county to all that is written down meanwhile."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from infra import tracing

HEADER = "X-Request-Id"
_SCOPE = "mingbai.trace"
_CODE_LENGTHS = {2, 6}


class Trace:
    """ASGI middleware: one id for the answer's header, the log, the audit trail and the pages.

    An id that the client sends is not taken over: it could be somebody else's.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its id and county bound, and the id in the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope[_SCOPE] = bound = _facts(scope)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = bound[tracing.REQUEST_ID]
            await send(message)

        with bound_contextvars(**bound):
            await self.app(scope, receive, sending)


def _facts(scope: Scope) -> dict[str, str]:
    """Return the new id, and the county in the address if there can be one of that code."""
    facts = {tracing.REQUEST_ID: tracing.new_id()}
    first = scope["path"].removeprefix("/").partition("/")[0]
    if first.isascii() and first.isdigit() and len(first) in _CODE_LENGTHS:
        facts[tracing.COUNTY] = first
    return facts


def of(scope: Scope) -> dict[str, str]:
    """Return what was bound to this request, also where the block around it has ended."""
    found: dict[str, str] = scope.get(_SCOPE, {})
    return found
