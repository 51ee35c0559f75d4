"""Reads what people really type: spaces, full-width digits, 12,600, 1.26万, 3月18日."""

import re
import unicodedata
from datetime import date, time
from decimal import Decimal, InvalidOperation

from infra import clock
from portals.kit.language import N_

_UNITS = {"亿": Decimal(100_000_000), "万": Decimal(10_000), "千": Decimal(1_000), "": Decimal(1)}
_AMOUNT = re.compile(r"^(-?\d+(?:\.\d+)?)(亿|万|千|)(?:元整?|块|圆)?$")
_FULL_DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$")
_SHORT_DATE = re.compile(r"^(\d{1,2})(?:[-/.月])(\d{1,2})日?$")
_TIME = re.compile(r"^(上午|早上|下午|晚上|)(\d{1,2})(?:[:点时.](\d{1,2}|半|)分?)?$")
_MOBILE = re.compile(r"^(?:\+?86)?(1[3-9]\d{9})$")
_IDENTITY = re.compile(r"^\d{17}[\dX]$")
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NOON = 12


class Unreadable(ValueError):
    """What was typed cannot be read; the words say how to write it."""


def plain(text: str) -> str:
    """Return typed text without blanks, in half-width signs."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def amount_fen(text: str) -> int:
    """Return integer fen for 186,400, ￥1.26万 or １２６００元."""
    match = _AMOUNT.match(plain(text).lstrip("¥").replace(",", ""))
    if match is None:
        raise Unreadable(N_("请写成数字，例如 186,400 或 1.26万"))
    try:
        fen = Decimal(match.group(1)) * _UNITS[match.group(2)] * 100
    except InvalidOperation as problem:
        raise Unreadable(N_("请写成数字，例如 186,400 或 1.26万")) from problem
    if fen != fen.to_integral_value():
        raise Unreadable(N_("金额最多写到分，例如 186.50"))
    return int(fen)


def integer(text: str) -> int:
    """Return a whole number for 12,600 or １２."""
    value = plain(text).replace(",", "")
    if not re.fullmatch(r"-?\d{1,15}", value):
        raise Unreadable(N_("请写成整数，例如 27"))
    return int(value)


def calendar_date(text: str) -> date:
    """Return the date for 2026-3-18, 2026年3月18日, 20260318, or 3月18日 of this year."""
    value = plain(text)
    if re.fullmatch(r"\d{8}", value):
        value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if short := _SHORT_DATE.match(value):
        value = f"{clock.today().year}-{short.group(1)}-{short.group(2)}"
    match = _FULL_DATE.match(value)
    if match is None:
        raise Unreadable(N_("请写成日期，例如 2026-3-18 或 3月18日"))
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError as problem:
        raise Unreadable(N_("没有这一天，请核对月份和日期")) from problem


def clock_time(text: str) -> time:
    """Return the time for 9:30, 9点半 or 下午3点."""
    match = _TIME.match(plain(text))
    if match is None:
        raise Unreadable(N_("请写成时间，例如 9:30 或 下午3点"))
    part, hours, minutes = match.groups()
    hour = int(hours)
    if part in {"下午", "晚上"} and hour < _NOON:
        hour += _NOON
    try:
        return time(hour, 30 if minutes == "半" else int(minutes or 0))
    except ValueError as problem:
        raise Unreadable(N_("请写成时间，例如 9:30 或 下午3点")) from problem


def mobile(text: str) -> str:
    """Return the eleven digits of a mobile number typed with or without blanks and +86."""
    match = _MOBILE.match(plain(text).replace("-", ""))
    if match is None:
        raise Unreadable(N_("请写 11 位手机号，例如 138 0000 2046"))
    return match.group(1)


def identity(text: str) -> str:
    """Return an 18-sign identity number whose check sign is right."""
    value = plain(text).upper()
    if not _IDENTITY.match(value):
        raise Unreadable(N_("请写 18 位身份证号"))
    total = sum(int(d) * w for d, w in zip(value[:17], _IDENTITY_WEIGHTS, strict=True))
    if "10X98765432"[total % 11] != value[17]:
        raise Unreadable(N_("身份证号有一位不对，请核对"))
    return value
