"""The minutes of a meeting: read, signed, objected to, and as a sheet for the file."""

from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra import clock
from infra.documents import posters
from infra.documents.record import Part, Record
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.meetings.frame import MEETING, frame, meeting_of
from portals.meetings.room import CAPACITIES, facts

_LONGEST = 500


async def _found(request: Request) -> dict[str, Any]:
    meeting = await meeting_of(request, "MeetingMinutes")
    if meeting["minutes"] is None:
        raise HTTPException(404, language.translate(language.of(request), N_("还没有会议记录")))
    return meeting


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the minutes with their signatures and objections."""
    meeting = await _found(request)
    values = {**facts(meeting), "minutes": meeting["minutes"]}
    shell = await frame(request, meeting)
    return render(request, "meetings/minutes.html", values, form.status, form=form, frame=shell)


async def _minutes(request: Request) -> Response:
    return await show(request)


async def sign(request: Request, form: Form) -> Response:
    """Sign."""
    said = {"meetingId": request.path_params["id"]}
    result = await run(request, "MinutesSign", input=said, key=form.key)
    if form.take_errors(result.payload("minutesSign")):
        return await show(request, form)
    return MEETING.back(request, "/minutes")


async def object_to(request: Request, form: Form) -> Response:
    """Object; it is kept beside the minutes."""
    text = form.text("text", N_("哪里不对"), longest=_LONGEST)
    if not form.errors:
        said = {"meetingId": request.path_params["id"], "text": text}
        result = await run(request, "MinutesObject", input=said, key=form.key)
        if not form.take_errors(result.payload("minutesObject")):
            return MEETING.back(request, "/minutes")
    return await show(request, form)


def _day(moment: str) -> str:
    """Return the day on the calendar in China."""
    return f"{clock.local(datetime.fromisoformat(moment)):%Y-%m-%d}"


def _record(meeting: dict[str, Any]) -> Record:
    """Return what is printed: the record's language is Chinese, whoever asks."""
    minutes = meeting["minutes"]
    signed = [
        f"{one['name']}（{CAPACITIES.get(one['capacity'], one['capacity'])}）　{_day(one['at'])}"
        for one in minutes["signatures"]
    ]
    objected = [f"{one['name']}　{_day(one['at'])}：{one['text']}" for one in minutes["objections"]]
    return Record(
        title=minutes["title"],
        issuer=meeting["villageName"],
        subject="、".join(one["title"] or "" for one in meeting["items"]),
        lines=minutes["lines"],
        parts=[
            Part(title="签字", lines=signed, none="还没有人签字。"),
            Part(title="对记录的异议", lines=objected, none="没有异议。"),
        ],
        mark=minutes["sha256"][:16],
    )


async def sheet(request: Request) -> Response:
    """Hand out the minutes as PDF."""
    meeting = await _found(request)
    data = await posters.printed_record(_record(meeting))
    name = f"minutes-{_day(meeting['scheduledAt'])}.pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(data, media_type="application/pdf", headers=headers)


_MINUTES = "/{county}/meetings/{id}/minutes"
routes = [
    Route(_MINUTES, _minutes, methods=["GET"]),
    Route(f"{_MINUTES}.pdf", sheet, methods=["GET"]),
    forms.post(f"{_MINUTES}/sign", sign),
    forms.post(f"{_MINUTES}/object", object_to),
]
