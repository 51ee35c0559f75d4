"""Language, type size and single-key shortcuts: links that set a cookie and lead straight back."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra.settings import settings
from portals.kit import language, shell

_YEAR_SECONDS = 365 * 24 * 3600
_ALLOWED = {
    "lang": (language.COOKIE, language.LOCALES),
    "fs": (shell.FONT_COOKIE, ("1", "2", "3")),
    "keys": (shell.KEYS_COOKIE, ("on", "off")),
}


async def choose(request: Request) -> Response:
    """Keep the reader's wish for a year and return to the page they came from."""
    answer = RedirectResponse(local_path(request.query_params.get("back", "/")), 303)
    for name, (cookie, allowed) in _ALLOWED.items():
        wish = request.query_params.get(name)
        if wish in allowed:
            answer.set_cookie(
                cookie,
                wish,
                max_age=_YEAR_SECONDS,
                httponly=True,
                samesite="lax",
                secure=settings().secure_cookies,
            )
    return answer


def local_path(text: str) -> str:
    """Return a path on this host, never another address."""
    try:
        parts = urlsplit(text.replace("\\", "/"))
    except ValueError:  # such as //[
        return "/"
    # An empty host leaves a path that begins with // again: a browser takes that for a host.
    elsewhere = parts.scheme or parts.netloc or text.startswith("//")
    if elsewhere or not parts.path.startswith("/") or parts.path.startswith("//"):
        return "/"
    return parts.path + (f"?{parts.query}" if parts.query else "")


routes = [Route("/preferences", choose, methods=["GET"])]
