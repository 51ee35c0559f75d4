"""How dates, moments and remaining days are written on a page."""

from datetime import date, datetime, time, timedelta

from infra import clock
from portals.kit.language import Locale, counted, translate

_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SOON_DAYS = 3
Moment = date | datetime | str | None


def day_of(value: Moment) -> date | None:
    """Return the calendar day in China of a date, a moment or their ISO text."""
    if not value:
        return None
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if isinstance(value, datetime):
        return clock.local(value).date()
    return value


def last_day(value: Moment) -> date | None:
    """Return the last day before a deadline: 24:00 of a day is kept as 0:00 of the next one."""
    when = _at(value)
    if when is None or clock.local(when).time() != time():
        return day_of(value)
    return clock.local(when).date() - timedelta(days=1)


def _at(value: Moment) -> datetime | None:
    """Return the moment that is meant, nothing for a mere day."""
    if isinstance(value, str) and "T" in value:
        return datetime.fromisoformat(value)
    return value if isinstance(value, datetime) else None


def day(value: Moment, locale: Locale = "zh") -> str:
    """Return 3月18日（周三）, with the year when it is not this one."""
    when = day_of(value)
    if when is None:
        return ""
    other_year = when.year != clock.today().year
    if locale == "en":
        year = f" {when.year}" if other_year else ""
        return f"{_DAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}{year}"
    year = f"{when.year}年" if other_year else ""
    return f"{year}{when.month}月{when.day}日（周{_WEEKDAYS[when.weekday()]}）"


def moment(value: datetime | str | None, locale: Locale = "zh") -> str:
    """Return 3月18日（周三）09:41."""
    if not value:
        return ""
    when = clock.local(datetime.fromisoformat(value) if isinstance(value, str) else value)
    gap = " " if locale == "en" else ""
    return f"{day(when, locale)}{gap}{when:%H:%M}"


def until(value: Moment, locale: Locale = "zh") -> str:
    """Return the last moment of a period: 3月18日（周三）24:00, or as `moment`."""
    when, last = _at(value), last_day(value)
    if when is not None and last == day_of(value):
        return moment(when, locale)
    gap = " " if locale == "en" else ""
    return f"{day(last, locale)}{gap}24:00" if last else ""


def since(value: Moment, locale: Locale = "zh") -> str:
    """Return from when something is possible: the day alone where it begins at midnight."""
    when = _at(value)
    return day(value, locale) if last_day(value) != day_of(value) else moment(when, locale)


def month(value: Moment, locale: Locale = "zh") -> str:
    """Return 2026年3月."""
    when = day_of(value)
    if when is None:
        return ""
    if locale == "en":
        return f"{_MONTHS[when.month - 1]} {when.year}"
    return f"{when.year}年{when.month}月"


def days_left(value: Moment) -> int | None:
    """Return the calendar days from today to the last day of a deadline, negative when past."""
    when = last_day(value)
    return None if when is None else (when - clock.today()).days


def minutes_left(value: datetime | str | None) -> int:
    """Return the whole minutes until a moment, none once it has passed."""
    if not value:
        return 0
    until = datetime.fromisoformat(value) if isinstance(value, str) else value
    return max(0, int((until - clock.now()).total_seconds() // 60))


def remaining(value: Moment, locale: Locale = "zh") -> str:
    """Return 还剩 2 天, 今天到期 or 超 3 天."""
    left = days_left(value)
    if left is None:
        return ""
    if left < 0:
        return counted(locale, "超 %(days)s 天", "超 %(days)s 天", days=-left)
    if left == 0:
        return translate(locale, "今天到期")
    return counted(locale, "还剩 %(days)s 天", "还剩 %(days)s 天", days=left)


def urgency(value: Moment) -> str:
    """Return over, soon, calm, or nothing where there is no date."""
    left = days_left(value)
    if left is None:
        return ""
    if left < 0:
        return "over"
    return "soon" if left <= _SOON_DAYS else "calm"
