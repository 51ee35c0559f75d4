"""What residents of a village asked to be corrected, each answered with a reason."""

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

_LONGEST_ANSWER = 500


async def listed(request: Request, form: Form = BLANK) -> Response:
    """List the open requests, the one that is due first on top."""
    after = request.query_params.get("after") or None
    code = request.path_params["code"]
    data = (await run(request, "RollCorrections", village=code, after=after)).data
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "rows": [edge["node"] for edge in data["correctionRequests"]["edges"]],
        "first": first_page(request),
        "after": next_page(request, data["correctionRequests"]["pageInfo"]),
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/corrections.html", values, form.status, form=form, frame=shell)


async def _listed(request: Request) -> Response:
    return await listed(request)


async def decide(request: Request, form: Form) -> Response:
    """Grant a request, which corrects the roll, or refuse it."""
    here = f"/roll/{request.path_params['code']}/corrections"
    said = {
        "requestId": request.path_params["id"],
        "granted": form.ticked("grant"),
        "answer": form.text("answer", N_("答复"), longest=_LONGEST_ANSWER),
    }
    if not form.errors:
        result = await run(request, "CorrectionDecide", input=said, key=form.key)
        payload = result.payload("correctionDecide")
        factor = await factor_first(request, payload, here, form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"value": "answer", "name": "answer"}):
            return RedirectResponse(f"{county_path(request)}{here}?done=decide", 303)
    return await listed(request, form)


_LIST = "/{county}/roll/{code}/corrections"
routes = [
    Route(_LIST, _listed, methods=["GET"]),
    forms.post(f"{_LIST}/{{id}}", decide),
]
