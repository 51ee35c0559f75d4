"""The desk of whoever must act: what answers the demand, and the township's order."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.initiatives.frame import DEMAND, frame
from portals.initiatives.pages import rail
from portals.initiatives.pages import show as one_page
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.workplace.factors import factor_first

ANSWERS = {
    "MEETING": N_("会议"),
    "MATTER": N_("事项"),
    "BULLETIN": N_("公告"),
    "ELECTION": N_("罢免投票"),
    "TEXT": N_("书面答复"),
}
_INPUTS = {
    "MEETING": "meetingId",
    "MATTER": "matterId",
    "BULLETIN": "bulletinId",
    "ELECTION": "electionId",
}
_DESK = {"ANSWER", "ORDER", "JUDGE", "CONVENE"}
_LONGEST_TEXT, _LONGEST_DOCUMENT = 2_000, 100
_FIELDS = dict.fromkeys(("id", "kind", *_INPUTS.values()), "found")


def _accepted(request: Request, demand: dict[str, Any]) -> str:
    """Return in words what counts as an answer."""
    locale = language.of(request)
    words = [language.translate(locale, ANSWERS[one]) for one in demand["accepts"]]
    return language.translate(locale, N_("、")).join(words)


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the duty, its last day, and what was done since that would answer it."""
    demand = await DEMAND.find(request, "DemandDesk")
    if not _DESK & set(demand["can"]) and not form.errors:
        return DEMAND.back(request)
    values = {
        "demand": demand,
        "rail": rail(request, demand),
        "accepted": _accepted(request, demand),
        "nameable": [(one["matterId"], one["name"]) for one in demand["myNameable"]],
        "convenable": [
            *((one["matterId"], one["number"]) for one in demand["matters"]),
            *((one["matterId"], one["name"]) for one in demand["myNameable"]),
        ],
        "options": [
            (f"{_INPUTS[one['kind']]}/{one['targetId']}", one["name"])
            for one in demand["myOptions"]
        ],
    }
    shell = await frame(request, demand)
    return render(request, "initiatives/desk.html", values, form.status, form=form, frame=shell)


async def answer(request: Request, form: Form) -> Response:
    """Record what was done, or the answer in writing."""
    said = {"demandId": request.path_params["id"]}
    text = form.text("text", N_("书面答复"), required=False, longest=_LONGEST_TEXT)
    chosen, _, key = form.value("found").partition("/")
    if chosen in _INPUTS.values():
        said[chosen] = key
    elif text:
        said["text"] = text
    else:
        form.wrong("found", N_("请选择办了什么"))
    return await _sent(request, form, ("DemandAnswer", "?done=answered", said))


async def order(request: Request, form: Form) -> Response:
    """Order a committee that was silent to act."""
    document = form.text("document", N_("责令文号"), longest=_LONGEST_DOCUMENT)
    said = {"demandId": request.path_params["id"], "document": document}
    return await _sent(request, form, ("DemandOrder", "?done=ordered", said))


async def name(request: Request, form: Form) -> Response:
    """Name the matter by which the demand comes before a meeting."""
    said = {
        "demandId": request.path_params["id"],
        "matterId": form.text("matter", N_("哪个事项"), longest=100),
    }
    return await _sent(request, form, ("DemandMatterName", "?done=named", said))


async def draft(request: Request, form: Form) -> Response:
    """Draft the notice that answers it."""
    said = {
        "demandId": request.path_params["id"],
        "text": form.text("notice", N_("公告的内容"), longest=_LONGEST_TEXT),
    }
    deed = ("DemandNoticeDraft", "?done=drafted", said)
    return await _sent(request, form, deed, {"text": "notice"})


async def convene(request: Request, form: Form) -> Response:
    """Call the meeting in the committee's place."""
    moment = form.moment("scheduled", N_("开会的时间"))
    said = {
        "demandId": request.path_params["id"],
        "matterId": form.text("convened", N_("凭哪个事项召集"), longest=100),
        "scheduledAt": moment.isoformat() if moment else "",
        "place": form.text("place", N_("地点"), longest=100),
    }
    fields = {"matterId": "convened", "scheduledAt": "scheduled_date"}
    return await _sent(request, form, ("DemandConvene", "?done=convened", said), fields)


async def dispute(request: Request, form: Form) -> Response:
    """Say, as one who signed, that it was not done."""
    said = {
        "demandId": request.path_params["id"],
        "text": form.text("why", N_("哪里没有办"), longest=1_000),
    }
    if not form.errors:
        payload = (await run(request, "DemandDispute", input=said, key=form.key)).payload(
            "demandDispute"
        )
        if not form.take_errors(payload, {"text": "why"}):
            return DEMAND.back(request, "?done=disputed")
    return await one_page(request, form)


async def judge(request: Request, form: Form) -> Response:
    """Decide whether the demand was answered."""
    said: dict[str, Any] = {
        "demandId": request.path_params["id"],
        "upheld": form.choice("upheld", N_("认定"), ("yes", "no")) == "yes",
        "decision": form.text("decision", N_("认定的理由"), longest=1_000),
    }
    return await _sent(request, form, ("DemandDisputeDecide", "?done=judged", said))


async def _sent(
    request: Request,
    form: Form,
    deed: tuple[str, str, dict[str, Any]],
    fields: dict[str, str] | None = None,
) -> Response:
    """Run the operation, by way of the second factor where only that is missing."""
    operation, tail, said = deed
    if not form.errors:
        name = f"d{operation[1:]}"
        payload = (await run(request, operation, input=said, key=form.key)).payload(name)
        here = f"/demands/{request.path_params['id']}/desk"
        factor = await factor_first(request, payload, here, form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, fields or _FIELDS):
            return DEMAND.back(request, tail)
    return await show(request, form)


async def _show(request: Request) -> Response:
    return await show(request)


_AT = "/{county}/demands/{id}"
routes = [
    Route(f"{_AT}/desk", _show, methods=["GET"]),
    forms.post(f"{_AT}/answer", answer),
    forms.post(f"{_AT}/order", order),
    forms.post(f"{_AT}/matter", name),
    forms.post(f"{_AT}/notice", draft),
    forms.post(f"{_AT}/convene", convene),
    forms.post(f"{_AT}/dispute", dispute),
    forms.post(f"{_AT}/judge", judge),
]
