"""How a phone number is written, looked up without being read, and shown with a mask."""

import re
import unicodedata

from infra import crypto
from tenants.errors import PhoneInvalid

_MOBILE = re.compile(r"^1[0-9]{10}$")
_SEPARATORS = re.compile(r"[\s\-‐-―()]")


def normalise(raw: str) -> str:
    """Return the 11 digits; full-width digits, blanks and +86 are tolerated."""
    digits = _SEPARATORS.sub("", unicodedata.normalize("NFKC", raw))
    digits = digits.removeprefix("+86").removeprefix("0086")
    if not _MOBILE.match(digits):
        raise PhoneInvalid(path=("phone",))
    return digits


def index(phone: str) -> str:
    """Return the keyed hash by which the number is found."""
    return crypto.blind_index(phone)


def masked(phone: str) -> str:
    """Return the number as a page may show it: 138****0001."""
    return f"{phone[:3]}****{phone[-4:]}"
