"""The way into a meeting by QR code: the sheet at the door, and where a phone lands."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.meetings.frame import MEETING, frame, meeting_of, picture
from portals.meetings.room import facts

_LONGEST = 64


async def door(request: Request) -> Response:
    """Show the sheet for the door, to be printed."""
    meeting = await meeting_of(request, "MeetingDoor", sheet=True)
    if meeting["signInQr"] is None:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这个会议")))
    values = {**facts(meeting), "picture": picture(meeting["signInQr"])}
    shell = await frame(request, meeting)
    return render(request, "meetings/door.html", values, frame=shell)


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show whoever scanned the code what they sign in to."""
    meeting = await meeting_of(request, "MeetingRoom")
    token = form.value("qr") or request.query_params.get("qr", "")
    values = {**facts(meeting), "token": token[:_LONGEST]}
    shell = await frame(request, meeting)
    return render(request, "meetings/arrive.html", values, form.status, form=form, frame=shell)


async def _arrive(request: Request) -> Response:
    return await show(request)


async def arrive(request: Request, form: Form) -> Response:
    """Sign in by what the code says."""
    token = form.text("qr", N_("二维码"), longest=_LONGEST)
    if not form.errors:
        said = {"meetingId": request.path_params["id"], "qr": token}
        result = await run(request, "MeetingSignIn", input=said, key=form.key)
        if not form.take_errors(result.payload("meetingSignIn")):
            return MEETING.back(request)
    return await show(request, form)


_MEETING = "/{county}/meetings/{id}"
routes = [
    Route(f"{_MEETING}/door", door, methods=["GET"]),
    Route(f"{_MEETING}/arrive", _arrive, methods=["GET"]),
    forms.post(f"{_MEETING}/arrive", arrive),
]
