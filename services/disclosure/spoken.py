"""Numbers, dates and sentences as a village announcer reads them aloud."""

import re
from datetime import date

DIGITS = "零一二三四五六七八九"
PHONE_DIGITS = "零幺二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")
_GROUP = 10_000

_URL = re.compile(
    r"(?i)\b(?:https?://|www\.)[\w./:?=&%#+-]+|\b[\w.-]+\.(?:cn|com|org)(?:/[\w./-]*)?"
)
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
_PHONE = re.compile(r"(?<![\d,.])(?:0\d{2,3}[- ]\d{3,4}-?\d{3,4}|1\d{10})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?=年)")
_RATIO = re.compile(r"(\d+)\s*[:：]\s*(\d+)")
_PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*[%％]")
_MONEY = re.compile(r"[￥¥]?\s?(\d[\d,]*)\.(\d{2})\s*元|[￥¥]\s?(\d[\d,]*)(?:\.(\d{2}))?")
_NUMBER = re.compile(r"(\d[\d,]*)(?:\.(\d+))?")


def number(value: int) -> str:
    """Read a whole number: 12600 is 一万二千六百."""
    if value < 0:
        return "负" + number(-value)
    if value == 0:
        return DIGITS[0]
    groups = []
    while value:
        value, group = divmod(value, _GROUP)
        groups.append(group)
    words, gap = "", False
    for place, group in reversed(list(enumerate(groups))):
        if not group:
            gap = True
            continue
        words += DIGITS[0] if words and (gap or group < _GROUP // 10) else ""
        words += _four(group) + _GROUPS[place]
        gap = False
    return words[1:] if words.startswith("一十") else words


def _four(group: int) -> str:
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            words += (DIGITS[0] if gap and words else "") + DIGITS[digit] + _UNITS[place]
            gap = False
        else:
            gap = True
    return words


def digit_by_digit(text: str, names: str = DIGITS) -> str:
    """Read figures one by one, as in years and telephone numbers."""
    return "".join(names[int(figure)] for figure in text if figure.isdigit())


def amount(fen: int) -> str:
    """Read an amount of money: 1260050 fen is 一万二千六百元五角."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, fen_left = divmod(rest, 10)
    words = f"{number(yuan)}元" if yuan or not rest else ""
    words += f"{DIGITS[jiao]}角" if jiao else (DIGITS[0] if yuan and fen_left else "")
    words += f"{DIGITS[fen_left]}分" if fen_left else ""
    return ("负" if fen < 0 else "") + words


def day(value: date) -> str:
    """Read a date: 2026-11-22 is 二零二六年十一月二十二日."""
    return f"{digit_by_digit(str(value.year))}年{number(value.month)}月{number(value.day)}日"


def sentence(text: str) -> str:
    """Make written Chinese speakable: no addresses, no brackets, every figure in words."""
    text = _URL.sub("", text)
    text = _ISO_DATE.sub(lambda m: day(date(int(m[1]), int(m[2]), int(m[3]))), text)
    text = _PHONE.sub(_read_phone, text)
    text = _YEAR.sub(lambda m: digit_by_digit(m[1]), text)
    text = _PERCENT.sub(lambda m: f"百分之{_decimal(m[1])}", text)
    text = _MONEY.sub(_read_money, text)
    text = _RATIO.sub(lambda m: f"{number(int(m[1]))}比{number(int(m[2]))}", text)
    text = _NUMBER.sub(lambda m: _decimal(m[0]), text)
    return _without_brackets(text)


def _read_phone(match: re.Match[str]) -> str:
    return digit_by_digit(match[0], PHONE_DIGITS)


def _read_money(match: re.Match[str]) -> str:
    yuan, cents = (match[1], match[2]) if match[1] else (match[3], match[4])
    return amount(int(yuan.replace(",", "")) * 100 + int(cents or 0))


def _decimal(figures: str) -> str:
    whole, _, rest = figures.replace(",", "").partition(".")
    return number(int(whole)) + (f"点{digit_by_digit(rest)}" if rest else "")


def _without_brackets(text: str) -> str:
    text = re.sub(r"[《》〈〉“”\"'「」『』【】]", "", text)
    text = re.sub(r"\s*[(（〔\[{]", "，", text)
    text = re.sub(r"[)）〕\]}]\s*", "，", text)
    text = re.sub(r"\s+", "", text)
    text = re.sub(r"，+(?=[，。；：、！？]|$)", "", text)
    return re.sub(r"^，+|(?<=[。；：、！？])，+", "", text)
