"""Phone numbers as people write them: full-width digits, spaces, dashes and +86 are tolerated."""

import re
import unicodedata

from infra import crypto

_MOBILE = re.compile(r"^1[0-9]{10}$")
_SEPARATORS = re.compile(r"[\s\-‐-―()]")


def normalised(raw: str) -> str | None:
    """Return the eleven digits of a mobile number, or None when it is none."""
    text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", raw))
    digits = text.removeprefix("+86") if text.startswith("+") else text
    return digits if _MOBILE.match(digits) else None


def sealed(phone: str) -> tuple[str, str]:
    """Return a normalised number as it is stored: sealed, and as a blind index."""
    return crypto.seal(phone), crypto.blind_index(phone)


def masked(phone: str) -> str:
    """Return a number with its middle hidden: 138****5678."""
    return f"{phone[:3]}****{phone[-4:]}"
