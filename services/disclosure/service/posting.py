"""What a bulletin's sheets and texts say: its record, its place in the log and its dates."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from infra import calendar, clock
from infra.documents.poster import Poster
from infra.settings import settings
from services.disclosure import catalogue, sheets
from services.disclosure.models import Bulletin
from services.disclosure.service.reading import readable
from services.disclosure.texts import Announcement
from services.disclosure.workflow import Kind

UNPUBLISHED_CODE = "000000000000"
# What stands for it in the texts of a draft: as long as a code, and nobody takes it for one.
TO_COME = "（发布后有12位号码）"


def posted(bulletin: Bulletin) -> tuple[date, date | None]:
    """Return the first and the last day on the board; for a draft as if it were approved today.

    What waits no days, as a result does, stays from its first day on: it has no last one.
    """
    since = clock.local(bulletin.queued_at).date() if bulletin.queued_at else clock.today()
    until = bulletin.posted_until or last_day(bulletin, since)
    return since, until if until > since else None


def last_day(bulletin: Bulletin, since: date) -> date:
    """Return the last day on the board; the days asked for run from the release, not the draft."""
    content = bulletin.record["content"]
    asked, days = _day(str(content.get("posted_until") or "")), content.get("posted_days")
    if asked is None:
        return since + timedelta(days=catalogue.posting_days(bulletin.kind))
    if not days or bulletin.kind == Kind.CORRECTION:  # a correction lengthens no period
        return max(asked, since)
    start = datetime.combine(since, time(), tzinfo=clock.ZONE)
    ends = calendar.deadline(start, days)  # 24:00 of the last day (Civil Code art. 203)
    return max(asked, (ends - timedelta(seconds=1)).date())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def link(bulletin: Bulletin, unpublished: str = UNPUBLISHED_CODE) -> str:
    """Return the short address that people can type; it opens without signing in."""
    code = bulletin.code or unpublished
    return f"{settings().base_url}/{bulletin.village_code[:6]}/c/{code}"


def poster(bulletin: Bulletin) -> Poster:
    """Return what the sheets say."""
    code = bulletin.code or UNPUBLISHED_CODE
    return sheets.poster(
        readable(bulletin),
        code=code,
        url=bulletin.statement_url or link(bulletin).upper(),
        host=urlsplit(settings().base_url).netloc,
        posted=posted(bulletin),
    )


def announcement(bulletin: Bulletin) -> Announcement:
    """Return what the short texts say."""
    code = bulletin.code or TO_COME
    return sheets.announcement(
        readable(bulletin),
        code=code,
        link=link(bulletin, TO_COME).partition("://")[2],
        posted=posted(bulletin),
    )
