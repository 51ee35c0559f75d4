"""Whoever has a stake says so, or the clerk does, and leaves the room."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.meetings.frame import MEETING, frame, meeting_of, searched
from portals.meetings.room import facts

STAKES = (
    ("OWN", N_("本人的"), N_("例如本人要承包、要受益、要受处理")),
    ("NEAR_RELATIVE", N_("近亲属的"), N_("配偶、父母、子女、兄弟姐妹、祖父母、孙子女等")),
    ("FIRM", N_("本人或近亲属的企业的"), N_("投标、供货、租赁的企业由本人或近亲属开办、入股")),
)
_LONGEST_REASON = 200


def _people(meeting: dict[str, Any]) -> list[tuple[str, str]]:
    """Return whom this reader may record: for the clerk everybody, else oneself."""
    if "recuse" not in meeting["can"]:
        return []
    records = "sign_in_member" in meeting["can"] or meeting["signInCode"]
    lines = meeting["members"] if records else [meeting["me"]]
    alone = len(meeting["items"]) == 1
    return [(one["id"], one["name"]) for one in lines if one and not (alone and one["recusal"])]


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the form, or that the list is closed."""
    meeting = await meeting_of(request, "MeetingDesk", **searched(request))
    words, tongue = language.translate, language.of(request)
    stakes = [(key, words(tongue, label), words(tongue, meaning)) for key, label, meaning in STAKES]
    values = {**facts(meeting), "people": _people(meeting), "stakes": stakes}
    shell = await frame(request, meeting)
    return render(request, "meetings/recusal.html", values, form.status, form=form, frame=shell)


async def _recusal(request: Request) -> Response:
    return await show(request)


async def recuse(request: Request, form: Form) -> Response:
    """Record it and lead back to the room."""
    said = {
        "meetingId": request.path_params["id"],
        "memberId": form.picked("member", N_("谁回避")),
        "stake": form.choice("stake", N_("是谁的利害关系"), [key for key, _, _ in STAKES]),
        "reason": form.text("reason", N_("什么利害关系"), longest=_LONGEST_REASON),
        "matterId": form.picked("item", N_("回避哪一项议程")),
    }
    if not form.errors:
        result = await run(request, "MeetingRecuse", input=said, key=form.key)
        if not form.take_errors(result.payload("meetingRecuse")):
            return MEETING.back(request)
    return await show(request, form)


routes = [
    Route("/{county}/meetings/{id}/recuse", _recusal, methods=["GET"]),
    forms.post("/{county}/meetings/{id}/recuse", recuse),
]
