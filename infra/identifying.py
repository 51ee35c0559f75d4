"""Finds the numbers that identify somebody in a text: phone, identity card, bank card."""

import re
import unicodedata
from enum import StrEnum

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_CHECKS = "10X98765432"
_BANK_CARD_DIGITS = range(16, 20)
# Digits with blanks or hyphens between them, but no part of a longer word such as a hash.
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ \-]?[0-9]){9,18}(?:[ \-]?[Xx])?(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?:86|0086)?1[3-9][0-9]{9}")
_DATED = re.compile(r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")


class Kind(StrEnum):
    """What such a number is."""

    BANK_CARD = "bank_card"
    IDENTITY_CARD = "identity_card"
    PHONE = "phone"


def find(text: str) -> Kind | None:
    """Return the kind of the first number that identifies somebody; None where there is none."""
    for found in _NUMBER.finditer(unicodedata.normalize("NFKC", text)):
        kind = _kind(re.sub(r"[ \-]", "", found.group()).upper())
        if kind is not None:
            return kind
    return None


def _kind(number: str) -> Kind | None:
    if _MOBILE.fullmatch(number):
        return Kind.PHONE
    if is_identity_card(number):
        return Kind.IDENTITY_CARD
    return Kind.BANK_CARD if _is_bank_card(number) else None


def is_identity_card(number: str) -> bool:
    """Say whether this is an identity card's number: its form, and its check digit."""
    if len(number) != len(_WEIGHTS) + 1 or not _DATED.match(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return number[-1] == _CHECKS[total % 11]


def _is_bank_card(number: str) -> bool:
    """Say whether the number has a bank card's length, first digit and Luhn check digit."""
    if not number.isdecimal() or len(number) not in _BANK_CARD_DIGITS or number[0] not in "3456":
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(number[::-1]))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
