"""The clerk enters a member's written proxy with its photographed paper."""

import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.meetings.frame import MEETING, frame, meeting_of
from portals.meetings.room import facts

_LONGEST_REASON = 200
_FIELDS = {"sheetBase64": "sheet", "residentId": "holder", "memberId": "holder"}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the form for the member whom the address names."""
    member = form.value("member") or request.query_params.get("member", "")
    meeting = await meeting_of(request, "MeetingProxy", member=member)
    people = [(one["residentId"], one["name"]) for one in meeting["proxyHolders"]]
    values = {**facts(meeting), "member": member, "people": people}
    shell = await frame(request, meeting)
    return render(request, "meetings/proxy.html", values, form.status, form=form, frame=shell)


async def _proxy(request: Request) -> Response:
    return await show(request)


async def enter(request: Request, form: Form) -> Response:
    """Enter it, or come back with what is wrong."""
    upload = form.file("sheet", N_("委托书照片"))
    said: dict[str, Any] = {
        "meetingId": request.path_params["id"],
        "memberId": form.value("member"),
        "residentId": form.value("holder"),
        "sheetBase64": base64.b64encode(await upload.read()).decode() if upload else "",
    }
    if not said["residentId"]:
        form.wrong("holder", N_("请选委托给谁。"))
    if not form.errors:
        result = await run(request, "MeetingProxyRecord", input=said, key=form.key)
        if not form.take_errors(result.payload("meetingProxyRecord"), _FIELDS):
            return MEETING.back(request, "/desk")
    return await show(request, form)


async def take_back(request: Request, form: Form) -> Response:
    """Take it back, or come back with what is wrong."""
    said = {
        "meetingId": request.path_params["id"],
        "memberId": form.value("member"),
        "reason": form.text("end_reason", N_("为什么撤回"), longest=_LONGEST_REASON),
    }
    if not form.errors:
        result = await run(request, "MeetingProxyEnd", input=said, key=form.key)
        fields = {"reason": "end_reason", "memberId": "end_reason"}
        if not form.take_errors(result.payload("meetingProxyEnd"), fields):
            return MEETING.back(request, "/desk")
    return await show(request, form)


routes = [
    Route("/{county}/meetings/{id}/proxy", _proxy, methods=["GET"]),
    forms.post("/{county}/meetings/{id}/proxy", enter, most_bytes=UPLOAD_BYTES),
    forms.post("/{county}/meetings/{id}/proxy/end", take_back),
]
