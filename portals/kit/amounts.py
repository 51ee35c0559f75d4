"""How money, counts and masked numbers are written on a page."""

import re

from portals.kit.language import Locale

_WAN_FEN = 1_000_000  # 1 万 yuan


def money(fen: int | None, locale: Locale = "zh") -> str:
    """Return ￥186,400.00 for 18640000 fen; English takes the narrow sign."""
    if fen is None:
        return ""
    sign = "−" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{sign}{'¥' if locale == 'en' else '￥'}{yuan:,}.{rest:02d}"


def short_money(fen: int | None, locale: Locale = "zh") -> str:
    """Return 18.64 万 from ten thousand yuan up, and the full amount below (or in English)."""
    if fen is None:
        return ""
    if locale == "en" or abs(fen) < _WAN_FEN:
        return money(fen, locale).removesuffix(".00")
    hundredths, rest = divmod(abs(fen), _WAN_FEN // 100)
    if rest * 2 >= _WAN_FEN // 100:
        hundredths += 1
    sign = "−" if fen < 0 else ""
    digits = f"{hundredths // 100:,}.{hundredths % 100:02d}".rstrip("0").rstrip(".")
    return f"{sign}{digits} 万"


def number(value: int | None) -> str:
    """Return 12,600 for 12600."""
    return "" if value is None else f"{value:,}"


def masked_phone(text: str | None) -> str:
    """Return 138****2046."""
    return re.sub(r"^(\d{3})\d+(\d{4})$", r"\1****\2", text or "")


def masked_identity(text: str | None) -> str:
    """Return the first three and the last four signs of an identity or bank number."""
    value = (text or "").strip()
    if len(value) < 8:  # noqa: PLR2004 - too short to show any of it
        return "*" * len(value)
    return value[:3] + "*" * (len(value) - 7) + value[-4:]


def masked_name(text: str | None) -> str:
    """Return 张*某 or 张*: the family name and, from three signs on, the last one."""
    value = (text or "").strip()
    if len(value) < 3:  # noqa: PLR2004
        return value[:1] + "*" * (len(value) - 1)
    return value[0] + "*" * (len(value) - 2) + value[-1]
