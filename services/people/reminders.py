"""What law asks of a village's offices, with its last day: in words, and where it is done."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reminder:
    """What to do, about what, until when, and on which kind of page; `kind` tells them apart."""

    village_code: str
    kind: str
    verb_zh: str
    verb_en: str
    about_zh: str
    about_en: str
    due: date | None
    page: str


def day_zh(day: date) -> str:
    """Return a day as it is written in Chinese."""
    return f"{day.year}年{day.month}月{day.day}日"
