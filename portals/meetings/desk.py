"""The presider's desk: who is here, may it open, open and close the vote, adjourn."""

import base64
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra import clock
from portals.kit import forms
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.meetings.frame import MEETING, frame, meeting_of, searched, vote_of
from portals.meetings.room import facts

FORMS = (
    ("NAMED", N_("手机投票（记名）"), N_("每人在自己手机上投，投完有回执")),
    ("SECRET", N_("手机投票（无记名）"), N_("每人在自己手机上投，谁投了什么查不出来；至少 5 人")),
    ("SHOW_OF_HANDS", N_("举手表决"), N_("计票人数清楚，文书录入并拍照")),
    ("PAPER", N_("纸票"), N_("发票、收票、唱票，文书录入并拍照")),
)
# Members of a township's committee have no screen of their own (ADR 31).
OWN_FORMS = (
    ("SHOW_OF_HANDS", N_("举手表决"), N_("计票人数清楚，党政办录入并拍照")),
    ("PAPER", N_("纸票"), N_("发票、收票、唱票，党政办录入并拍照")),
)
_LONGEST_REASON = 200
_LONGEST_TITLE = 40


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the desk."""
    meeting = await meeting_of(request, "MeetingDesk", **searched(request))
    shell = await frame(request, meeting)
    own = meeting["body"] == "TOWNSHIP_PARTY_COMMITTEE"
    early = datetime.fromisoformat(meeting["scheduledAt"]) > clock.now()
    values = {**facts(meeting), "forms": OWN_FORMS if own else FORMS, "early": early}
    return render(request, "meetings/desk.html", values, form.status, form=form, frame=shell)


async def _desk(request: Request) -> Response:
    return await show(request)


async def _act(
    request: Request, form: Form, operation: str, field: str, said: dict[str, Any]
) -> Response:
    """Run one act of the desk and come back to it, with words if it was refused."""
    if not form.errors:
        result = await run(request, operation, input=said, key=form.key)
        if not form.take_errors(result.payload(field)):
            return MEETING.back(request, "/desk")
    return await show(request, form)


async def seat(request: Request, form: Form) -> Response:
    """Sign somebody in who is here without a phone."""
    said = {"meetingId": request.path_params["id"], "memberId": form.value("member")}
    return await _act(request, form, "MeetingSeat", "meetingSignInMember", said)


async def leave(request: Request, form: Form) -> Response:
    """Record that somebody has gone before the end."""
    said = {"meetingId": request.path_params["id"], "memberId": form.value("member")}
    return await _act(request, form, "MeetingLeave", "meetingLeave", said)


async def open_meeting(request: Request, form: Form) -> Response:
    """Open the meeting; the roll is frozen with its hash."""
    said = {"meetingId": request.path_params["id"]}
    return await _act(request, form, "MeetingOpen", "meetingOpen", said)


async def open_vote(request: Request, form: Form) -> Response:
    """Open the vote in the chosen form."""
    said = {
        "meetingId": request.path_params["id"],
        "form": form.choice("form", N_("表决方式"), [key for key, _, _ in FORMS]),
        "matterId": form.value("item") or None,
    }
    return await _act(request, form, "VoteOpen", "voteOpen", said)


async def close_vote(request: Request, form: Form) -> Response:
    """Close the vote; the same function that calculated before judges now."""
    meeting = await meeting_of(request, "MeetingRoom")
    vote = vote_of(meeting)
    said = {"voteId": vote["id"] if vote else ""}
    return await _act(request, form, "VoteClose", "voteClose", said)


async def hand_over(request: Request, form: Form) -> Response:
    """Let another member preside from now on."""
    said = {
        "meetingId": request.path_params["id"],
        "memberId": form.picked("next_presider", N_("交给谁主持")),
        "reason": form.text("handed_reason", N_("为什么换主持"), longest=_LONGEST_REASON),
    }
    if not form.errors:
        result = await run(request, "MeetingHandOver", input=said, key=form.key)
        fields = {"memberId": "next_presider", "reason": "handed_reason"}
        if not form.take_errors(result.payload("meetingHandOver"), fields):
            return MEETING.back(request, "/desk")
    return await show(request, form)


async def adjourn(request: Request, form: Form) -> Response:
    """Adjourn, for want of a quorum or another reason."""
    said = {
        "meetingId": request.path_params["id"],
        "reason": form.text("reason", N_("休会原因"), longest=_LONGEST_REASON),
    }
    return await _act(request, form, "MeetingAdjourn", "meetingAdjourn", said)


async def attach(request: Request, form: Form) -> Response:
    """Attach a paper to the notice of a meeting that has not begun."""
    title = form.text("file_title", N_("材料名称"), longest=_LONGEST_TITLE)
    upload = form.file("file", N_("文件"))
    if upload is not None and not form.errors:
        said = {
            "meetingId": request.path_params["id"],
            "title": title,
            "file": base64.b64encode(await upload.read()).decode(),
        }
        result = await run(request, "MeetingAttach", input=said, key=form.key)
        if not form.take_errors(result.payload("meetingAttach"), {"title": "file_title"}):
            return MEETING.back(request, "/desk")
    return await show(request, form)


_DESK = "/{county}/meetings/{id}/desk"
routes = [
    Route(_DESK, _desk, methods=["GET"]),
    forms.post(f"{_DESK}/seat", seat),
    forms.post(f"{_DESK}/leave", leave),
    forms.post(f"{_DESK}/open", open_meeting),
    forms.post(f"{_DESK}/open-vote", open_vote),
    forms.post(f"{_DESK}/close-vote", close_vote),
    forms.post(f"{_DESK}/hand-over", hand_over),
    forms.post(f"{_DESK}/adjourn", adjourn),
    forms.post(f"{_DESK}/attach", attach, most_bytes=UPLOAD_BYTES),
]
