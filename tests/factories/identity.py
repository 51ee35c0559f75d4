"""Identity numbers that are well formed and belong to nobody (GB 11643-1999)."""

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PLACE = "150523"


def number(born: date, serial: int = 1) -> str:
    """Return a number for a day of birth."""
    digits = f"{_PLACE}{born:%Y%m%d}{serial:03d}"
    total = sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]
