"""Phone numbers on a roll: read as people write them, stored sealed with a blind index."""

from infra import crypto
from tenants import phone_numbers
from tenants.errors import PhoneInvalid
from tenants.phone_numbers import masked

__all__ = ["masked", "normalised", "sealed"]


def normalised(raw: str) -> str | None:
    """Return the eleven digits of a mobile number, or None when it is none."""
    try:
        return phone_numbers.normalise(raw)
    except PhoneInvalid:
        return None


def sealed(phone: str) -> tuple[str, str]:
    """Return a normalised number as it is stored: sealed, and as a blind index."""
    return crypto.seal(phone), phone_numbers.index(phone)
