"""Who is a member of the village's collective: confirmed by a record, ended by one."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.roll.frame import found, frame, notice
from portals.workplace.factors import factor_first
from portals.workplace.places import may
from portals.workplace.today import first_page, next_page

_LONGEST = 100
_MOST = 20


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the members by pages, with the form for whom a meeting confirmed."""
    code = request.path_params["code"]
    search = form.value("q") or request.query_params.get("q", "")
    after = request.query_params.get("after") or None
    data = (await run(request, "RollCollective", village=code, after=after, search=search)).data
    members = data["collectiveMembers"]
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "members": [edge["node"] for edge in members["edges"]],
        "people": [
            (edge["node"]["id"], edge["node"]["name"]) for edge in data["residents"]["edges"]
        ]
        if search
        else [],
        "represented": data["memberRepresentation"],
        "may_register": may(data["me"], "PEOPLE_REGISTER", code),
        "notice": notice(request),
        "first": first_page(request),
        "after": next_page(request, members["pageInfo"]),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/collective.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def confirm(request: Request, form: Form) -> Response:
    """Enter whom the members' assembly confirmed."""
    day = form.date("since", N_("从哪天起"))
    said = {
        "villageCode": request.path_params["code"],
        "since": day.isoformat() if day else None,
        "source": form.text("source", N_("依据"), longest=_LONGEST),
        "residentIds": form.many("people")[:_MOST],
    }
    if form.value("whom") == "some" and not said["residentIds"]:
        form.wrong("people", N_("请先找人，再选是谁。"))
    if not form.errors:
        result = await run(request, "CollectiveMembersConfirm", input=said, key=form.key)
        return await _answer(request, form, result.payload("collectiveMembersConfirm"), "confirmed")
    return await show(request, form)


async def end(request: Request, form: Form) -> Response:
    """End a membership."""
    member = form.picked("member", N_("谁"))
    day = form.date("until", N_("哪天终止"))
    said = {
        "collectiveMemberId": member,
        "until": day.isoformat() if day else None,
        "source": form.text("ended_by", N_("终止的依据"), longest=_LONGEST),
    }
    if not form.errors:
        result = await run(request, "CollectiveMemberEnd", input=said, key=form.key)
        return await _answer(request, form, result.payload("collectiveMemberEnd"), "ended")
    return await show(request, form)


async def _answer(request: Request, form: Form, payload: dict[str, Any], done: str) -> Response:
    here = f"/roll/{request.path_params['code']}/collective"
    factor = await factor_first(request, payload, here, form)
    if factor is not None:
        return factor
    if form.take_errors(payload, {"source": "ended_by"} if done == "ended" else {}):
        return await show(request, form)
    return RedirectResponse(f"{county_path(request)}{here}?done={done}", 303)


_HERE = "/{county}/roll/{code}/collective"
routes = [
    Route(_HERE, _show, methods=["GET"]),
    forms.post(f"{_HERE}/confirm", confirm, name="confirm_members"),
    forms.post(f"{_HERE}/end", end, name="end_membership"),
]
