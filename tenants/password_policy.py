"""Which passwords are accepted: two profiles, and what is too easily guessed."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from infra.settings import settings
from tenants import guessable
from tenants.errors import PasswordWeak

SHORTEST, LONGEST = 8, 128
DJBH_CLASSES = 3
DJBH_ROTATION = timedelta(days=90)

_CLASSES = [re.compile(p) for p in (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")]
TOO_SHORT = (f"少于 {SHORTEST} 个字符", f"it has fewer than {SHORTEST} characters")
TOO_LONG = (f"超过 {LONGEST} 个字符", f"it has more than {LONGEST} characters")
TOO_COMMON = ("太常见，容易被猜到", "it is too common and easily guessed")
NUMBER = (
    "只是日期、手机号、证件号这类数字，别人最先试这些",
    "it is only a date, a phone or ID number or the like, which others try first",
)
KEYS = ("是相邻的按键或重复的字符", "it is keys next to each other or the same over and over")
NAME = ("只是姓名加数字，容易被猜到", "it is only a name with digits, which is easily guessed")
PERSONAL = ("只是您的姓名、手机号或地名", "it is only your name, your phone number or a place")
SAME = ("和现在的密码一样", "it is the present one")
TOO_PLAIN = (
    "大写字母、小写字母、数字、符号须至少用其中三种",
    "it needs three of capital letters, small letters, digits and signs",
)


def weakness(password: str, words: Iterable[str] = ()) -> tuple[str, str] | None:
    """Return in zh and en why the password is refused under the set profile, or nothing."""
    if not SHORTEST <= len(password) <= LONGEST:
        return TOO_SHORT if len(password) < SHORTEST else TOO_LONG
    low = password.lower()
    checks = (
        (guessable.is_made_of(low, words), PERSONAL),
        (guessable.is_listed(low), TOO_COMMON),
        (guessable.is_number(low), NUMBER),
        (guessable.is_keys(low), KEYS),
        (guessable.is_name(low), NAME),
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


def check_is_new(password: str, present: str) -> None:
    """Refuse the present password as the new one: a change that changes nothing."""
    if unicodedata.normalize("NFC", password) == unicodedata.normalize("NFC", present):
        raise PasswordWeak(path=("password",), reason_zh=SAME[0], reason_en=SAME[1])


def expired(set_at: datetime | None, now: datetime) -> bool:
    """Say whether 等保 wants a new password; the `asvs` profile never does."""
    return _is_djbh() and set_at is not None and now - set_at > DJBH_ROTATION
