"""Runs the pages' persisted operations in-process, under the gates and limits of the API."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portals.kit import language
from portals.kit.csrf import NEW_SESSION
from portals.kit.operations import Document, Result
from schema import authentication
from schema.core import devices, execution
from schema.core.context import RequestContext
from schema.endpoint import session_cookie_header
from schema.schema import GRAPHQL
from tenants import registry
from tenants.viewer import Viewer


async def viewer_of(request: Request) -> Viewer:
    """Return who is asking; found out once a request."""
    known: Viewer | None = getattr(request.state, "viewer", None)
    if known is None:
        tenant = await registry.find(request.path_params["county"])
        known = await authentication.identify(request, tenant, language.of(request))
        request.state.viewer = known
    return known


async def execute(request: Request, document: Document, variables: Mapping[str, Any]) -> Result:
    """Execute a document for the reader of this request (the kit's `Executor`)."""
    device = devices.readable(request.headers.get("user-agent", ""))
    context = RequestContext(await viewer_of(request), client_address(request), device)
    outcome = await execution.run(GRAPHQL, context, document.text, variables, document.name)
    request.state.viewer = context.viewer
    if context.session_token is not None:
        request.scope[NEW_SESSION] = context.session_token
    return Result(outcome.data or {}, list(outcome.errors))


def client_address(request: Request) -> str:
    """Return the address that limits are counted for."""
    return request.client.host if request.client else ""


class SessionCookie:
    """ASGI middleware: turns a session that began or ended during the request into the cookie."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add `Set-Cookie` to the answer when there is a new session."""

        async def sending(message: Message) -> None:
            token = scope.get(NEW_SESSION)
            if message["type"] == "http.response.start" and token is not None:
                header = session_cookie_header(token).encode("latin-1")
                kept = [one for one in message["headers"] if one[0].lower() != b"cache-control"]
                added = [(b"cache-control", b"no-store"), (b"set-cookie", header)]
                message["headers"] = [*kept, *added]
            await send(message)

        await self.app(scope, receive, sending)
