"""Proof of notice: one says that one has it; the clerk records how it reached the others."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra import clock
from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.meetings import room
from portals.meetings.frame import MEETING, frame, meeting_of, searched
from portals.meetings.room import facts

CHANNELS = (
    ("VISIT", N_("上门当面"), N_("选通知了谁")),
    ("PAPER", N_("书面送达"), N_("选通知了谁")),
    ("PHONE", N_("电话"), N_("选通知了谁")),
    ("MESSAGE", N_("短信或微信"), N_("选通知了谁")),
    ("BOARD", N_("张贴公告"), N_("对大家，不选人；写明贴在哪里")),
    ("BROADCAST", N_("广播"), N_("对大家，不选人")),
    ("GROUP", N_("群消息"), N_("对大家，不选人")),
)
_LONGEST_NOTE = 200
_FIELDS = {"toldAt": "told_date", "memberIds": "members", "note": "note"}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show how the meeting was announced and who is not told yet."""
    meeting = await meeting_of(request, "MeetingDesk", **searched(request))
    values = {
        **facts(meeting),
        "channels": CHANNELS,
        "untold": [(one["id"], one["name"]) for one in meeting["members"] if not one["toldAt"]],
    }
    shell = await frame(request, meeting)
    return render(request, "meetings/notice.html", values, form.status, form=form, frame=shell)


async def _notice(request: Request) -> Response:
    today = f"{clock.today():%Y-%m-%d}"
    return await show(request, BLANK.over({"told_date": today}))


async def record(request: Request, form: Form) -> Response:
    """Record one way of telling."""
    moment = form.moment("told", N_("通知时间"))
    said = {
        "meetingId": request.path_params["id"],
        "channel": form.choice("channel", N_("怎么通知的"), [key for key, _, _ in CHANNELS]),
        "toldAt": moment.isoformat() if moment else None,
        "note": form.text("note", N_("送达说明"), required=False, longest=_LONGEST_NOTE),
        "memberIds": form.many("members"),
    }
    if not form.errors:
        result = await run(request, "MeetingNotify", input=said, key=form.key)
        if not form.take_errors(result.payload("meetingNotify"), _FIELDS):
            return MEETING.back(request, "/notice")
    return await show(request, form)


async def acknowledge(request: Request, form: Form) -> Response:
    """Say that one has the notice."""
    said = {"meetingId": request.path_params["id"]}
    result = await run(request, "MeetingAcknowledge", input=said, key=form.key)
    if form.take_errors(result.payload("meetingAcknowledge")):
        return await room.show(request, form)
    return MEETING.back(request)


_MEETING = "/{county}/meetings/{id}"
routes = [
    Route(f"{_MEETING}/notice", _notice, methods=["GET"]),
    forms.post(f"{_MEETING}/notice", record),
    forms.post(f"{_MEETING}/acknowledge", acknowledge),
]
