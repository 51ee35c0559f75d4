"""Which passwords are accepted: two profiles, and what too many people choose."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from pypinyin import lazy_pinyin

from infra.settings import settings
from tenants.errors import PasswordWeak

SHORTEST, LONGEST = 8, 128
DJBH_CLASSES = 3
DJBH_ROTATION = timedelta(days=90)

_CLASSES = [re.compile(p) for p in (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")]
_WALKS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_GUESSABLE_NUMBERS = re.compile(
    r"^(?:1[3-9]\d{9}"  # a mobile number
    r"|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"  # a birthday
    r"|\d{6}(?:19|20)\d{9}[\dx])$"  # a citizen's number
)
_REPEATED = re.compile(r"^(.{1,4})\1+$")

TOO_SHORT = (f"少于 {SHORTEST} 个字符", f"it has fewer than {SHORTEST} characters")
TOO_LONG = (f"超过 {LONGEST} 个字符", f"it has more than {LONGEST} characters")
TOO_COMMON = ("太常见，容易被猜到", "it is too common and easily guessed")
PERSONAL = ("含有姓名、手机号或地名", "it is made of a name, a phone number or a place")
TOO_PLAIN = (
    "大写字母、小写字母、数字、符号须至少用其中三种",
    "it needs three of capital letters, small letters, digits and signs",
)


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """Return what too many people choose, in small letters."""
    path = Path(__file__).with_name("common_passwords.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


def _core(password: str) -> str:
    """Return the password without the digits and signs that people hang on either end."""
    return re.sub(r"^[\d\W_]+|[\d\W_]+$", "", password)


def _is_walk(text: str) -> bool:
    return any(text in line * 2 or text in line[::-1] * 2 for line in _WALKS)


def is_common(password: str) -> bool:
    """Say whether the password is listed, a keyboard walk, a repetition or a telling number."""
    low = password.lower()
    core = _core(low)
    if low in common_passwords() or _is_walk(low) or _REPEATED.match(low):
        return True
    return bool(_GUESSABLE_NUMBERS.match(low)) or (
        core in common_passwords() and len(low) - len(core) <= len("2026!!")
    )


def _spellings(words: Iterable[str]) -> set[str]:
    """Return each word as written, in pinyin and as pinyin initials."""
    found: set[str] = set()
    for word in words:
        syllables = lazy_pinyin(word)
        found |= {word.lower(), "".join(syllables).lower()}
        found.add("".join(syllable[0] for syllable in syllables).lower())
    return {one for one in found if len(one) > 1}


def is_personal(password: str, words: Iterable[str]) -> bool:
    """Say whether little is left of the password without the given name, phone or place."""
    low = password.lower()
    return any(
        one in low and len(re.sub(r"[\d\W_]+", "", low.replace(one, "", 1))) == 0
        for one in _spellings(words)
    )


def weakness(password: str, words: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return in zh and en why the password is refused under the set profile, or nothing."""
    checks = (
        (len(password) < SHORTEST, TOO_SHORT),
        (len(password) > LONGEST, TOO_LONG),
        (is_common(password), TOO_COMMON),
        (is_personal(password, words), PERSONAL),
        (_is_djbh() and _classes(password) < DJBH_CLASSES, TOO_PLAIN),
    )
    return next((reason for refused, reason in checks if refused), None)


def _is_djbh() -> bool:
    return settings().password_profile == "djbh"  # noqa: S105 - the name of a profile


def _classes(password: str) -> int:
    return sum(bool(one.search(password)) for one in _CLASSES)


def check(password: str, words: Iterable[str] = ()) -> str:
    """Return the password in its one spelling (NFC), or refuse it with the reason."""
    spelled = unicodedata.normalize("NFC", password)
    reason = weakness(spelled, words)
    if reason:
        raise PasswordWeak(path=("password",), reason_zh=reason[0], reason_en=reason[1])
    return spelled


def expired(set_at: datetime | None, now: datetime) -> bool:
    """Say whether 等保 wants a new password; the `asvs` profile never does."""
    return _is_djbh() and set_at is not None and now - set_at > DJBH_ROTATION
