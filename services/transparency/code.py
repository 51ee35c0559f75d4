"""The verification code on paper: twelve digits drawn from county and leaf, two of them checks."""

import hashlib

PAYLOAD_DIGITS = 10
DIGITS = PAYLOAD_DIGITS + 2
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_SPACES = str.maketrans("", "", " \t\u3000-\u2013\u2014\u00b7.")


def of_leaf(county: str, leaf: bytes, attempt: int = 0) -> str:
    """Return a leaf's code; the attempt counts up only while an earlier leaf has the same one."""
    seed = f"mingbai-code-v1\n{county}\n{leaf.hex()}\n{attempt}\n".encode()
    number = int.from_bytes(hashlib.sha256(seed).digest()) % 10**PAYLOAD_DIGITS
    payload = f"{number:0{PAYLOAD_DIGITS}d}"
    return payload + _check_digits(county, payload)


def normalise(typed: str) -> str:
    """Return what somebody typed without spaces and dashes, full-width digits made plain."""
    return typed.translate(_WIDE).translate(_SPACES)


def within(text: str) -> str:
    """Return the code in what was typed or scanned: the digits alone, or a notice's whole QR."""
    return normalise(text.strip().rpartition("/")[2].partition(":")[0])


def is_well_formed(county: str, code: str) -> bool:
    """Tell whether the digits fit together and belong to this county (ISO 7064 MOD 97-10)."""
    if len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return False
    return code[PAYLOAD_DIGITS:] == _check_digits(county, code[:PAYLOAD_DIGITS])


def printed(code: str) -> str:
    """Return the code in groups of four, as it stands on the notice."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _check_digits(county: str, payload: str) -> str:
    return f"{98 - int(county + payload) * 100 % 97:02d}"
