"""One person's identity number: recorded, shown masked, read whole for a purpose."""

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

_LONGEST_PURPOSE = 200


async def show(request: Request, form: Form = BLANK, number: str = "") -> Response:
    """Show the masked number and the forms; `number` is whole, on this one page only."""
    code, one = request.path_params["code"], request.path_params["id"]
    data = (await run(request, "RollIdentity", village=code, id=one)).data
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "person": found(request, data, "node"),
        "rule": data["identityNumbers"],
        "number": number,
        "may_register": may(data["me"], "PEOPLE_REGISTER", code),
        "may_read": may(data["me"], "IDENTITY_READ", code),
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/identity.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


def _here(request: Request) -> str:
    return f"/roll/{request.path_params['code']}/people/{request.path_params['id']}/identity"


async def record(request: Request, form: Form) -> Response:
    """Record the number from the card."""
    said = {
        "residentId": request.path_params["id"],
        "number": form.text("number", N_("身份证号"), longest=30),
    }
    if not form.errors:
        result = await run(request, "ResidentIdentityRecord", input=said, key=form.key)
        payload = result.payload("residentIdentityRecord")
        factor = await factor_first(request, payload, _here(request), form)
        if factor is not None:
            return factor
        if not form.take_errors(payload):
            return RedirectResponse(f"{county_path(request)}{_here(request)}?done=identity", 303)
    return await show(request, form)


async def read(request: Request, form: Form) -> Response:
    """Show the whole number once; who read it and why is on record."""
    purpose = form.text("purpose", N_("用途"), longest=_LONGEST_PURPOSE)
    if form.errors:
        return await show(request, form)
    one = request.path_params["id"]
    data = (await run(request, "RollIdentityRead", id=one, purpose=purpose)).data
    answer = await show(request, form, data["identityNumber"])
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


_PAGE = "/{county}/roll/{code}/people/{id}/identity"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(_PAGE, record, name="record_identity"),
    forms.post(f"{_PAGE}/read", read, name="read_identity"),
]
