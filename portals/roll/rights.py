"""Political rights that a judgment took from one person: entered, and when they return."""

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
from portals.workplace.today import first_page, next_page

_LONGEST_DOCUMENT = 100


def _here(request: Request) -> str:
    return f"/roll/{request.path_params['code']}/people/{request.path_params['id']}/rights"


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show what was entered about one person, and the forms."""
    code, one = request.path_params["code"], request.path_params["id"]
    after = request.query_params.get("after") or None
    data = (await run(request, "RollRights", village=code, id=one, after=after)).data
    rows = [edge["node"] for edge in data["rightsLosses"]["edges"]]
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "person": found(request, data, "node"),
        "rows": rows,
        "endable": [one for one in rows if one["endable"]],
        "here": f"{county_path(request)}{_here(request)}",
        "first": first_page(request),
        "after": next_page(request, data["rightsLosses"]["pageInfo"]),
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/rights.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def record(request: Request, form: Form) -> Response:
    """Enter a judgment."""
    since = form.date("since", N_("从哪天起没有政治权利"))
    until = form.date("until", N_("从哪天起恢复"), required=False)
    said = {
        "residentId": request.path_params["id"],
        "document": form.text("document", N_("判决书或通知"), longest=_LONGEST_DOCUMENT),
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }
    return await _done(request, form, "RightsLossRecord", said)


async def end(request: Request, form: Form) -> Response:
    """Enter from which day somebody has the rights again, by which document."""
    day = form.date("end_until", N_("从哪天起恢复"))
    said = {
        "lossId": form.text("loss", N_("哪一条")),
        "document": form.text("end_document", N_("恢复的文书"), longest=_LONGEST_DOCUMENT),
        "until": day.isoformat() if day else None,
    }
    return await _done(request, form, "RightsLossEnd", said)


async def _done(request: Request, form: Form, operation: str, said: dict[str, Any]) -> Response:
    if not form.errors:
        result = await run(request, operation, input=said, key=form.key)
        payload = result.payload(operation[0].lower() + operation[1:])
        factor = await factor_first(request, payload, _here(request), form)
        if factor is not None:
            return factor
        ends = {"document": "end_document", "until": "end_until", "lossId": "loss"}
        fields = ends if operation == "RightsLossEnd" else {}
        if not form.take_errors(payload, fields):
            return RedirectResponse(f"{county_path(request)}{_here(request)}?done=rights", 303)
    return await show(request, form)


_PAGE = "/{county}/roll/{code}/people/{id}/rights"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(_PAGE, record, name="record_rights_loss"),
    forms.post(f"{_PAGE}/end", end, name="end_rights_loss"),
]
