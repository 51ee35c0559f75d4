"""Refuses forms sent from elsewhere: the browser's own word on the origin, and a bound token."""

import hashlib
import hmac
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from infra.settings import settings

FIELD = "csrf"
NEW_SESSION = "mingbai.new_session"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LABEL = b"mingbai form token 1 "
_SALT_LENGTH = 16
_VISIT_SECONDS = 12 * 3600


def visit_cookie() -> str:
    """Return the name of the cookie that binds forms of readers who have not signed in."""
    return "__Host-visit" if settings().secure_cookies else "visit"


def token(request: HTTPConnection) -> str:
    """Return a token that this browser's forms must carry; salted, so no two pages hold the same.

    Pages are compressed and may repeat what the address says: a constant secret could be guessed
    from their length (BREACH).
    """
    salt = secrets.token_hex(8)
    return f"{salt}{_signature(_binding(request), salt)}"


def matches(request: HTTPConnection, sent: str) -> bool:
    """Say whether a form carries a token of the browser that sends it."""
    if not sent.isascii():  # a lone surrogate, for one, is a wrong token and no defect
        return False
    binding = _binding(request)
    salt, signature = sent[:_SALT_LENGTH], sent[_SALT_LENGTH:]
    expected = _signature(binding, salt)
    return bool(binding) and hmac.compare_digest(expected.encode(), signature.encode())


def _signature(binding: str, salt: str) -> str:
    # The cookie is a 256-bit secret that scripts cannot read: it is the key, so no other is needed.
    return hmac.new(binding.encode(), _LABEL + salt.encode(), hashlib.sha256).hexdigest()


def _binding(request: HTTPConnection) -> str:
    name: str = request.scope.get("mingbai.session_cookie", "")
    # A page that answers with a new session has to carry the token of that session.
    renewed: str | None = request.scope.get(NEW_SESSION)
    session = request.cookies.get(name, "") if name and renewed is None else renewed
    return session or request.scope.get("mingbai.visit", "")


class OriginGuard:
    """ASGI middleware: gives each browser a visit cookie, stops writes that come from elsewhere.

    `/<county>/<one of exempt>` (the API: JSON with a bearer token) checks itself.
    """

    def __init__(
        self, app: ASGIApp, session_cookie: str = "", exempt: tuple[str, ...] = ("graphql",)
    ) -> None:
        """Guard an application whose session lives in the named cookie."""
        self.app = app
        self.session_cookie = session_cookie
        self.exempt = exempt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 403 to a write from another origin; pass everything else on."""
        if scope["type"] != "http" or self._checks_itself(scope["path"]):
            await self.app(scope, receive, send)
            return
        request = HTTPConnection(scope)
        if scope["method"] not in _SAFE and not from_here(request):
            refusal = PlainTextResponse(
                "请从本站的页面提交。/ Please send this from our own page.", 403
            )
            await refusal(scope, receive, send)
            return
        known = request.cookies.get(visit_cookie(), "")
        visit = known or secrets.token_urlsafe(32)
        scope["mingbai.visit"] = visit
        scope["mingbai.session_cookie"] = self.session_cookie
        await self.app(scope, receive, send if known else _with_cookie(send, visit))

    def _checks_itself(self, path: str) -> bool:
        _, _, last = path.removeprefix("/").partition("/")
        return last in self.exempt


def from_here(request: HTTPConnection) -> bool:
    """Say whether the browser reports that a write comes from a page of this very host."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    if origin is None:
        # Old WebViews send neither header; the token in the form still has to match.
        return True
    # Whoever sits on the line can write pages of this host without TLS.
    schemes = ("https",) if settings().secure_cookies else ("http", "https")
    host = request.headers.get("host", "")
    return bool(host) and origin in {f"{scheme}://{host}" for scheme in schemes}


def _with_cookie(send: Send, visit: str) -> Send:
    secure = "; Secure" if settings().secure_cookies else ""
    limits = f"Path=/; Max-Age={_VISIT_SECONDS}; HttpOnly; SameSite=Lax{secure}"
    cookie = f"{visit_cookie()}={visit}; {limits}"

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers.append("Set-Cookie", cookie)
        await send(message)

    return sending
