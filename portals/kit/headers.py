"""The response headers that tell a browser what a page may and may not do."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# GraphiQL brings markup of its own into its page: docs/adr/0020.
WITHOUT_TRUSTED_TYPES = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# Text becomes markup by one policy alone, the one in enhance.js.
CONTENT_SECURITY_POLICY = (
    f"{WITHOUT_TRUSTED_TYPES}; require-trusted-types-for 'script'; trusted-types mingbai"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"


def add(headers: MutableHeaders, *, strict_transport: bool) -> None:
    """Add the headers that an answer has not set itself; HSTS where HTTPS is the only way in."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if strict_transport:
        headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)


class SafeHeaders:
    """ASGI middleware that adds the headers to every answer that has not set its own."""

    def __init__(self, app: ASGIApp, strict_transport: bool = False) -> None:
        """Wrap an application; `strict_transport` only where it is reached by HTTPS alone."""
        self.app = app
        self.strict_transport = strict_transport

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                add(MutableHeaders(scope=message), strict_transport=self.strict_transport)
            await send(message)

        await self.app(scope, receive, sending)
