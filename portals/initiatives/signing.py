"""One tap signs, one takes back; the receipt has an address of its own."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.initiatives.frame import DEMAND, frame
from portals.initiatives.pages import show
from portals.kit import forms
from portals.kit.forms import Form
from portals.kit.operations import run
from portals.kit.pages import render


async def _done(request: Request, form: Form, operation: str) -> bool:
    """Do it; what was refused stands on the page."""
    said = {"demandId": request.path_params["id"]}
    payload = (await run(request, operation, input=said, key=form.key)).payload(f"d{operation[1:]}")
    return not form.take_errors(payload)


async def sign(request: Request, form: Form) -> Response:
    """Sign."""
    if await _done(request, form, "DemandSign"):
        return DEMAND.back(request, "/signed")
    return await show(request, form)


async def withdraw(request: Request, form: Form) -> Response:
    """Take the signature back."""
    if await _done(request, form, "DemandWithdraw"):
        return DEMAND.back(request, "?done=withdrawn")
    return await show(request, form)


async def receipt(request: Request) -> Response:
    """Show the receipt to whoever signed; it can be opened again."""
    demand = await DEMAND.find(request, "DemandPage")
    if not (demand["myVoice"] or {}).get("signedAt"):
        return DEMAND.back(request)
    values = {"demand": demand, "opened": "opened" in request.query_params}
    shell = await frame(request, demand)
    return render(request, "initiatives/signed.html", values, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


_ONE = "/{county}/demands/{id}"
routes = [
    Route(f"{_ONE}/sign", _show, methods=["GET"]),
    forms.post(f"{_ONE}/sign", sign),
    Route(f"{_ONE}/withdraw", _show, methods=["GET"]),
    forms.post(f"{_ONE}/withdraw", withdraw),
    Route(f"{_ONE}/signed", receipt, methods=["GET"]),
]
