"""The short texts of one publication: SMS, loudspeaker script and WeChat template fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from infra import clock
from services.disclosure import spoken

SMS_CHARACTERS = 70
SMS_PART_CHARACTERS = 67
SCRIPT_CHARACTERS = 300
WECHAT_THING_CHARACTERS = 20
SENDING_HOURS = (time(8, 0), time(20, 30))

KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "proposal": "方案公示",
        "resolution": "决议公告",
        "result": "结果公开",
        "answer": "答复公开",
        "correction": "更正公告",
        "election": "选举公告",
        "election_result": "选举结果公告",
        "initiative": "联名公告",
    }
)
OPT_OUT = "拒收请回复R"


@dataclass(frozen=True)
class Announcement:
    """What every short text says, taken from one published record."""

    place: str
    kind: str
    title: str
    outcome: str
    posted_on: date
    posted_until: date | None
    code: str
    link: str
    phone: str
    amount_fen: int | None = None
    spent_fen: int | None = None
    hearers: str = "村民"  # a township's notice is for its residents, not one village's


def sms_parts(text: str) -> int:
    """Say as how many messages the operator will charge the text."""
    if len(text) <= SMS_CHARACTERS:
        return 1
    return -(-len(text) // SMS_PART_CHARACTERS)


def sms(news: Announcement) -> str:
    """Write one message: who, what, until when, where to look; only the title may be cut."""
    link = f"详见{news.link} {OPT_OUT}" if news.link else ""
    wholes = [_sms(news, news.title, tail) for tail in (link, _where_to_ask(news)) if tail]
    fitting = [whole for whole in wholes if len(whole) <= SMS_CHARACTERS]
    if fitting:
        return fitting[0]
    tail = _where_to_ask(news)
    room = SMS_CHARACTERS - len(_sms(news, "", tail))
    return _sms(news, shortened(news.title, room), tail)[:SMS_CHARACTERS]


def _where_to_ask(news: Announcement) -> str:
    if news.phone:
        return f"详询{news.phone} {OPT_OUT}"
    return f"校验码{news.code} {OPT_OUT}"


def _sms(news: Announcement, title: str, tail: str) -> str:
    outcome = f"，{news.outcome}" if news.outcome else ""
    until = news.posted_until
    period = f"，公示到{until.month}月{until.day}日" if until else ""
    return f"【{news.place}】{KIND_WORDS[news.kind]}：{title}{outcome}{period}。{tail}"


def loudspeaker(news: Announcement) -> str:
    """Write what the announcer reads: time and place first, figures in words, said twice."""
    title = spoken.sentence(news.title)
    for wanted in (_full(news), _without_amount(news), ""):
        script = _twice(news, title, wanted)
        if len(script) <= SCRIPT_CHARACTERS:
            return script
    over = len(_twice(news, title, "")) - SCRIPT_CHARACTERS
    return _twice(news, title[: max(0, len(title) - (over + 1) // 2)], "")


def _full(news: Announcement) -> str:
    return _without_amount(news) + _amounts(news)


def _amounts(news: Announcement) -> str:
    if not news.amount_fen:
        return ""
    if news.spent_fen is None:
        return f"金额{spoken.amount(news.amount_fen)}。"
    return f"预算{spoken.amount(news.amount_fen)}，花了{spoken.amount(news.spent_fen)}。"


def _without_amount(news: Announcement) -> str:
    return f"{spoken.sentence(news.outcome)}。" if news.outcome else ""


def _twice(news: Announcement, title: str, details: str) -> str:
    until = f"公示到{spoken.day(news.posted_until)}为止。" if news.posted_until else ""
    phone = f"有意见请打电话{spoken.digit_by_digit(news.phone, spoken.PHONE_DIGITS)}。"
    place = spoken.sentence(news.place)
    said = (
        f"{spoken.day(news.posted_on)}，{place}公开栏贴出{KIND_WORDS[news.kind]}：{title}。"
        f"{details}{until}{phone if news.phone else ''}"
    )
    return f"各位{news.hearers}请注意。{said}再说一遍。{said}"


def wechat(news: Announcement) -> dict[str, str]:
    """Fill the fields of the WeChat template; the link opens without signing in."""
    day = news.posted_on
    return {
        "thing1": shortened(news.title, WECHAT_THING_CHARACTERS),
        "thing2": shortened(news.place, WECHAT_THING_CHARACTERS),
        "phrase3": KIND_WORDS[news.kind],
        "date4": f"{day.year}年{day.month}月{day.day}日",
        "character_string5": news.code,
        "url": news.link,
    }


def shortened(text: str, room: int) -> str:
    """Cut a text to the room it has, with an ellipsis where something is missing."""
    return text if len(text) <= room else text[: max(0, room - 1)] + "…"


def sending_time(moment: datetime) -> datetime:
    """Return the moment, or the next morning when it is outside 08:00 to 20:30."""
    there = clock.local(moment)
    opens, closes = SENDING_HOURS
    if there.time() > closes:
        there = datetime.combine(there.date() + timedelta(days=1), opens, tzinfo=clock.ZONE)
    elif there.time() < opens:
        there = datetime.combine(there.date(), opens, tzinfo=clock.ZONE)
    return there.astimezone(moment.tzinfo)
