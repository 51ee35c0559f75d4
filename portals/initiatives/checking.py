"""The names, for the supervisory board and the township; each reading is written down."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.initiatives.frame import DEMAND, frame
from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.workplace.factors import factor_first
from portals.workplace.today import first_page, next_page


async def names(request: Request, form: Form = BLANK) -> Response:
    """List who signed, with the sheets, and what was struck."""
    after = request.query_params.get("after") or None
    data = (await run(request, "DemandNames", id=request.path_params["id"], after=after)).data
    if data["demand"] is None:
        raise HTTPException(404)
    found = data["demandSignatories"]
    rows = [edge["node"] for edge in found["edges"]]
    values = {
        "demand": data["demand"],
        "sheets": data["demandSheets"],
        "rows": rows,
        "may_strike": "STRIKE" in data["demand"]["can"],
        "on_paper": [
            (one["key"], one["name"])
            for one in rows
            if one["channel"] == "PAPER" and not one["struckReason"]
        ],
        "first": first_page(request),
        "after": next_page(request, found["pageInfo"]),
    }
    shell = await frame(request, data["demand"])
    return render(request, "initiatives/names.html", values, form.status, form=form, frame=shell)


async def strike(request: Request, form: Form) -> Response:
    """Strike a name from a sheet."""
    said = {
        "demandId": request.path_params["id"],
        "signatureKey": form.text("signature", N_("哪个姓名"), longest=40),
        "reason": form.text("strike_reason", N_("划去的理由"), longest=500),
    }
    if not form.errors:
        result = await run(request, "DemandSignatureStrike", input=said, key=form.key)
        payload = result.payload("demandSignatureStrike")
        here = f"/demands/{request.path_params['id']}/names"
        factor = await factor_first(request, payload, here, form)
        if factor is not None:
            return factor
        fields = {"signatureKey": "signature", "reason": "strike_reason"}
        if not form.take_errors(payload, fields):
            return DEMAND.back(request, "/names")
    return await names(request, form)


async def _names(request: Request) -> Response:
    return await names(request)


_NAMES = "/{county}/demands/{id}/names"
routes = [Route(_NAMES, _names, methods=["GET"]), forms.post(_NAMES, strike)]
