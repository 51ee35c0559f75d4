"""One matter: where it stands, who is next, what was said, voted, done and published."""

from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra import clock
from portals.kit import amounts, dates, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_, Locale
from portals.kit.pages import render
from portals.kit.shell import Notice, Shell
from portals.matters import checks
from portals.matters.words import ANNULLERS, DONE, PAPERS, REASONS, STANCES
from portals.workplace import shared
from portals.workplace.places import office_of
from portals.workplace.shared import Shared

RAIL = {
    "DONE": "done",
    "NOW": "now",
    "LATE": "late",
    "TODO": "todo",
    "RETURNED": "back",
    "ANNULLED": "annulled",
}
_MORNING = 9


MATTER = Shared("matters", "matter", N_("没有这件事"))


async def frame(request: Request, matter: dict[str, Any]) -> Shell:
    """Return the frame of the pages of a matter."""
    return await shared.frame(request, "matters", matter["villageCode"], matter["villageName"])


def rail_of(matter: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the steps as the rail component takes them."""
    return [
        {
            "label": step["name"],
            "state": RAIL[step["status"]],
            "day": step["doneAt"] or dates.last_day(step["dueAt"]),
            "note": step["actor"],
        }
        for step in matter["rail"]
    ]


def differences(request: Request, matter: dict[str, Any]) -> list[dict[str, str]]:
    """Return what the newest version changes against the one before it, row by row."""
    versions = matter["versions"]
    if len(versions) < 2:  # noqa: PLR2004 - one version has nothing to compare
        return []
    return compared(request, versions[-2], versions[-1])


def compared(
    request: Request, before: dict[str, Any], after: dict[str, Any]
) -> list[dict[str, str]]:
    """Return what one version changes against another, row by row."""
    locale = language.of(request)
    rows = [
        (N_("方案"), before["text"], after["text"]),
        (N_("预算"), _yuan(before["budgetFen"], locale), _yuan(after["budgetFen"], locale)),
        (N_("资金来源"), _sources(before, locale), _sources(after, locale)),
        (N_("附件"), _files(before), _files(after)),
    ]
    return [
        {"label": language.translate(locale, label), "before": old, "after": new}
        for label, old, new in rows
        if old != new
    ]


def setback_of(matter: dict[str, Any]) -> dict[str, Any] | None:
    """Return why the matter stands still: the township's words, or the meeting not opened."""
    waits_for = {one["code"] for one in matter["blockers"]}
    review = matter["reviews"][-1] if matter["reviews"] else None
    if "RETURNED" in waits_for and review and not review["approved"]:
        return {"kind": "returned", "names": review["reasonNames"], "words": review["reason"]}
    meeting = matter["meetings"][-1] if matter["meetings"] else None
    if "MEETING_NOT_CALLED" in waits_for and meeting and meeting["state"] == "ADJOURNED":
        return {
            "kind": "adjourned",
            "present": meeting["presentCount"],
            "due": meeting["dueCount"],
            "words": meeting["adjournReason"],
        }
    return None


def _yuan(fen: int, locale: Locale) -> str:
    return amounts.money(fen, locale=locale)


def _sources(version: dict[str, Any], locale: Locale) -> str:
    found = [
        f"{one['name']} {_yuan(one['amountFen'], locale)}" for one in version["fundingSources"]
    ]
    return "；".join(found)


def _files(version: dict[str, Any]) -> str:
    """Name the files with the beginning of their hash: a new drawing may keep its title."""
    return "；".join(f"{one['title']} {one['sha256'][:8]}" for one in version["attachments"])


def written(matter: dict[str, Any]) -> dict[str, object]:
    """Return what the fields of the plan hold before anybody types."""
    current = matter["current"]
    fields: dict[str, object] = {
        "title": matter["title"],
        "text": current["text"],
        "budget": _plain(current["budgetFen"]),
        "note": current["changeNote"],
    }
    for number, one in enumerate(current["fundingSources"], start=1):
        fields |= {f"source{number}": one["name"], f"amount{number}": _plain(one["amountFen"])}
    return fields


def _plain(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}" if fen else ""


def _meeting_field(matter: dict[str, Any]) -> dict[str, object]:
    """Offer the first whole morning at which the meeting may lawfully be held."""
    if not matter["earliestMeetingAt"]:
        return {}
    earliest = clock.local(datetime.fromisoformat(matter["earliestMeetingAt"]))
    day = earliest if earliest.hour < _MORNING else earliest + timedelta(days=1)
    return {"at_date": f"{day:%Y-%m-%d}", "at_time": f"{_MORNING}:00"}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the matter with the forms for what this viewer may do."""
    matter = await MATTER.find(request, "MatterDesk")
    said = request.query_params.get("done", "")
    closed = said == "advance" and matter["state"] == "ARCHIVED"
    done = DONE.get("archived" if closed else said)
    words = language.translate(language.of(request), done) if done else ""
    values = {
        "matter": matter,
        "rail": rail_of(matter),
        "groups": checks.groups(request, matter),
        "differences": differences(request, matter),
        "setback": setback_of(matter),
        "reasons": REASONS,
        "annullers": ANNULLERS,
        "stances": STANCES,
        "paper_names": PAPERS,
        "done_steps": sum(one["status"] == "DONE" for one in matter["rail"]),
        "office": await office_of(request),
        "notice": Notice(words, "ok") if words else None,
    }
    shown = form.over({**written(matter), **_meeting_field(matter)})
    shell = await frame(request, matter)
    return render(request, "matters/matter.html", values, form.status, form=shown, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


routes = [Route("/{county}/matters/{id}", _show, methods=["GET"])]
