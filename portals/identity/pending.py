"""The number to which a code was just sent, kept sealed in a short-lived cookie."""

from cryptography.exceptions import InvalidTag
from starlette.requests import Request
from starlette.responses import Response

from infra import crypto
from infra.settings import settings

_COOKIE = "pending"
_SECONDS = 600
# The only key and the only purpose that are read back: a cookie may hold anything.
_SEALED = "aesgcm1:fields:"
_PURPOSE = "pending:"


def keep(response: Response, phone: str) -> None:
    """Remember the number for as long as the code is good."""
    response.set_cookie(
        _COOKIE,
        crypto.seal(_PURPOSE + phone),
        max_age=_SECONDS,
        httponly=True,
        samesite="lax",
        secure=settings().secure_cookies,
    )


def phone(request: Request) -> str:
    """Return the number, or nothing when no code is awaited in this browser."""
    sealed = request.cookies.get(_COOKIE, "")
    if not sealed.startswith(_SEALED):
        return ""
    try:
        plain = crypto.unseal(sealed)
    except (ValueError, InvalidTag):
        return ""
    return plain.removeprefix(_PURPOSE) if plain.startswith(_PURPOSE) else ""


def forget(response: Response) -> None:
    """Drop the number once it has served."""
    response.delete_cookie(_COOKIE, httponly=True, samesite="lax")
