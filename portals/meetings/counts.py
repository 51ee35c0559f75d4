"""The clerk enters what the tellers counted, by hands or on paper, with the photographed sheet."""

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
from portals.meetings.frame import MEETING, frame, meeting_of, searched, vote_of
from portals.meetings.room import facts

VOTES = (("inFavour", N_("同意")), ("against", N_("反对")), ("abstain", N_("弃权")))
PAPERS = (
    ("issued", N_("发出")),
    ("used", N_("收回有效")),
    ("spoiled", N_("废票")),
    ("unused", N_("没用")),
)
_LONGEST_REASON = 200
_FIELDS = {"sheetBase64": "sheet", "sheet": "sheet"}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the form for the open vote."""
    meeting = await meeting_of(request, "MeetingDesk", **searched(request))
    values = {**facts(meeting), "votes": VOTES, "papers": PAPERS}
    shell = await frame(request, meeting)
    return render(request, "meetings/counts.html", values, form.status, form=form, frame=shell)


async def _counts(request: Request) -> Response:
    return await show(request)


async def _sheet(form: Form) -> dict[str, str]:
    upload = form.file("sheet", N_("计票单照片"))
    if upload is None:
        return {"sheetBase64": "", "sheetType": ""}
    data = await upload.read()
    content_type = upload.content_type or ""
    return {"sheetBase64": base64.b64encode(data).decode(), "sheetType": content_type}


def _numbers(form: Form, names: tuple[tuple[str, str], ...], prefix: str = "") -> dict[str, Any]:
    return {name: form.integer(f"{prefix}{name}", label, most=100_000) for name, label in names}


async def enter(request: Request, form: Form) -> Response:
    """Enter the count whole, or come back with what does not add up."""
    meeting = await meeting_of(request, "MeetingDesk", **searched(request))
    vote = vote_of(meeting)
    paper = bool(vote and vote["form"] == "PAPER")
    said: dict[str, Any] = {"voteId": vote["id"] if vote else "", **_numbers(form, VOTES)}
    if paper:
        said |= _numbers(form, PAPERS)
    if vote and vote["needsRepresentativeCount"]:
        said["representatives"] = _numbers(form, VOTES, "rep_")
    members = [one["id"] for one in meeting["members"]]
    if meeting["roll"]["pageInfo"]["hasNextPage"]:  # found by a search: the roll itself decides
        typed = ("teller1", "teller2", "scrutineer")
        members += [form.value(name) for name in typed if form.value(name)]
    said["tellers"] = [
        form.choice("teller1", N_("计票人一"), members),
        form.choice("teller2", N_("计票人二"), members),
    ]
    said["scrutineer"] = form.choice("scrutineer", N_("监票人"), members)
    said |= await _sheet(form)
    if not form.errors:
        operation = "PaperRecord" if paper else "HandsRecord"
        result = await run(request, operation, input=said, key=form.key)
        payload = result.payload("voteRecordPaper" if paper else "voteRecordHands")
        if not form.take_errors(payload, _FIELDS):
            return MEETING.back(request, "/paper")
    return await show(request, form)


async def strike(request: Request, form: Form) -> Response:
    """Strike the count that was entered wrongly, and show the form for the right one."""
    meeting = await meeting_of(request, "MeetingDesk", **searched(request))
    vote = vote_of(meeting)
    said = {
        "voteId": vote["id"] if vote else "",
        "reason": form.text("strike_reason", N_("哪里录错了"), longest=_LONGEST_REASON),
    }
    if not form.errors:
        result = await run(request, "VoteCountStrike", input=said, key=form.key)
        if not form.take_errors(result.payload("voteCountStrike"), {"reason": "strike_reason"}):
            return MEETING.back(request, "/paper")
    return await show(request, form)


routes = [
    Route("/{county}/meetings/{id}/paper", _counts, methods=["GET"]),
    forms.post("/{county}/meetings/{id}/paper", enter, most_bytes=UPLOAD_BYTES),
    forms.post("/{county}/meetings/{id}/paper/strike", strike),
]
