"""Tokens that mean nothing by themselves: 256 random bits behind the code of their county."""

import hashlib
import secrets

_BYTES = 32
_API = "mbt"


def session_token(county: str) -> str:
    """Return a new session token, for instance `150523.…`."""
    return f"{county}.{secrets.token_urlsafe(_BYTES)}"


def api_token(county: str) -> str:
    """Return a new API token, for instance `mbt_150523_…`; secret scanners can tell it."""
    return f"{_API}_{county}_{secrets.token_urlsafe(_BYTES)}"


def belongs_to(county: str, token: str) -> bool:
    """Say whether the token was made by this county; any other is refused unread."""
    return token.startswith((f"{county}.", f"{_API}_{county}_"))


def fingerprint(token: str) -> str:
    """Return what is stored; 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
