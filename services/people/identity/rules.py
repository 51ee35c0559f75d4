"""Pure rules of identity numbers (GB 11643-1999): read, held against the birthday, masked."""

from datetime import date

from infra import identifying

_SHOWN = 4
_BORN = slice(6, 14)


def normalised(raw: str) -> str | None:
    """Return the eighteen characters of an identity number, or None when it is none."""
    number = "".join(raw.split()).upper()
    return number if identifying.is_identity_card(number) else None


def born(number: str) -> date | None:
    """Return the day of birth that a number says; None for a day that is not in the calendar."""
    try:
        return date.fromisoformat(number[_BORN])
    except ValueError:
        return None


def masked(number: str) -> str:
    """Return the number with all but its last four characters hidden."""
    return "*" * (len(number) - _SHOWN) + number[-_SHOWN:]
