"""A member in the meeting: notice, signing in, ballot, receipt, result; and the wall screen."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.meetings.frame import (
    MEETING,
    frame,
    item_of,
    meeting_of,
    picture,
    vote_of,
    waiting_of,
)

CHOICES = (
    ("IN_FAVOUR", N_("同意"), N_("照这个方案办")),
    ("AGAINST", N_("反对"), N_("不照这个方案办；村里要上门听您的意见")),
    ("ABSTAIN", N_("弃权"), N_("不表态；算在到会人数里，不算同意")),
)
CHOICE_NAMES = {key: label for key, label, _ in CHOICES}
_LONGEST_REASON = 200


ITEM_STATES = {
    "WAITING": (N_("待表决"), ""),
    "VOTING": (N_("正在表决"), "pine"),
    "DECIDED": (N_("已表决"), "ok"),
    "DROPPED": (N_("没有表决"), "warn"),
}
CAPACITIES = {
    "clerk": N_("文书"),
    "collective_member": N_("集体经济组织成员"),
    "committee_director": N_("村委会主任"),
    "committee_member": N_("村委会委员"),
    "executive_chair": N_("执行主席"),
    "group_head": N_("村民小组组长"),
    "household_representative": N_("户代表"),
    "member_representative": N_("成员代表"),
    "party_committee_member": N_("党支部委员"),
    "party_member": N_("党员"),
    "party_secretary": N_("党支部书记"),
    "representative": N_("村民代表"),
    "supervisor": N_("村务监督委员会委员"),
    "supervisor_director": N_("村务监督委员会主任"),
    "villager": N_("村民"),
    "voter": N_("村民"),
}


def stage_of(meeting: dict[str, Any], vote: dict[str, Any] | None) -> str:
    """Return what this member has before them: the page looks again until it changes."""
    me, can = meeting["me"], meeting["can"]
    if vote and vote["state"] == "OPEN":
        return "ballot" if "cast" in can else "cast" if vote["hasVoted"] else "counting"
    if vote and vote["tally"]:
        return "result"
    if meeting["state"] == "ADJOURNED":
        return "adjourned"
    if me and me["recusal"]:
        return "recused"
    if me and me["presentAt"] and not me["leftAt"]:
        return "seated"
    return "door" if "sign_in" in can else "early" if me else "stranger"


def facts(meeting: dict[str, Any]) -> dict[str, Any]:
    """Return what every page of a meeting shows."""
    vote = vote_of(meeting)
    return {
        "meeting": meeting,
        "item": item_of(meeting),
        "waiting": waiting_of(meeting),
        "item_states": ITEM_STATES,
        "vote": vote,
        "stage": stage_of(meeting, vote),
        "capacities": CAPACITIES,
        "choices": CHOICES,
        "choice_names": CHOICE_NAMES,
    }


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the room as it stands for this member."""
    meeting = await meeting_of(request, "MeetingRoom")
    return render(
        request,
        "meetings/room.html",
        facts(meeting),
        form.status,
        form=form,
        frame=await frame(request, meeting),
    )


async def _room(request: Request) -> Response:
    return await show(request)


async def sign_in(request: Request, form: Form) -> Response:
    """Record that the member is here, by the code that the presider shows."""
    code = form.text("code", N_("签到码"), longest=12)
    if not form.errors:
        said = {"meetingId": request.path_params["id"], "code": code}
        result = await run(request, "MeetingSignIn", input=said, key=form.key)
        if not form.take_errors(result.payload("meetingSignIn")):
            return MEETING.back(request)
    return await show(request, form)


async def vote(request: Request, form: Form) -> Response:
    """Cast the ballot, by name or in secret; it cannot be changed."""
    secret = form.value("form") == "SECRET"
    said = {
        "voteId": form.value("vote"),
        "choice": form.choice("choice", N_("您的意见"), [key for key, _, _ in CHOICES]),
        "memberId": form.value("member") or None,
    }
    if not form.errors:
        operation = "BallotCastSecret" if secret else "BallotCast"
        result = await run(request, operation, input=said, key=form.key)
        if not form.take_errors(result.payload("ballotCastSecret" if secret else "ballotCast")):
            return MEETING.back(request)
    return await show(request, form)


async def excuse(request: Request, form: Form) -> Response:
    """Say that one cannot come, and why."""
    said = {
        "meetingId": request.path_params["id"],
        "memberId": form.value("member"),
        "reason": form.text("reason", N_("请假原因"), longest=_LONGEST_REASON),
    }
    if not form.errors:
        result = await run(request, "MeetingExcuse", input=said, key=form.key)
        if not form.take_errors(result.payload("meetingExcuse")):
            return MEETING.back(request)
    return await show(request, form)


async def leave(request: Request, form: Form) -> Response:
    """Say that one leaves before the end."""
    said = {"meetingId": request.path_params["id"], "memberId": form.value("member")}
    result = await run(request, "MeetingLeave", input=said, key=form.key)
    if form.take_errors(result.payload("meetingLeave")):
        return await show(request, form)
    return MEETING.back(request)


async def screen(request: Request) -> Response:
    """Show the item on the wall: the rule and the progress, the result only after the close."""
    meeting = await meeting_of(request, "MeetingScreen")
    shell = await frame(request, meeting)
    values = {**facts(meeting), "picture": picture(meeting["signInQr"])}
    return render(request, "meetings/screen.html", values, frame=shell)


_ROOM = "/{county}/meetings/{id}"
routes = [
    Route(_ROOM, _room, methods=["GET"]),
    forms.post(f"{_ROOM}/sign-in", sign_in),
    forms.post(f"{_ROOM}/vote", vote),
    forms.post(f"{_ROOM}/excuse", excuse),
    forms.post(f"{_ROOM}/leave", leave),
    Route("/{county}/screen/meetings/{id}", screen, methods=["GET"]),
]
