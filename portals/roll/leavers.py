"""Who died or left the county: found, and what is held about them erased."""

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
from portals.roll.words import LEFT
from portals.workplace.factors import factor_first
from portals.workplace.places import may
from portals.workplace.today import first_page, next_page

_LONGEST_DOCUMENT = 100


async def listed(request: Request) -> Response:
    """List those who left a village, or one household of it."""
    code, asked = request.path_params["code"], request.query_params
    home = asked.get("household") or None
    after = asked.get("after") or None
    data = (await run(request, "RollLeavers", village=code, household=home, after=after)).data
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "rows": [edge["node"] for edge in data["departedResidents"]["edges"]],
        "ways": LEFT,
        "whole": f"{county_path(request)}/roll/{code}/left" if home else "",
        "first": first_page(request),
        "after": next_page(request, data["departedResidents"]["pageInfo"]),
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/leavers.html", values, frame=shell)


async def show(request: Request, form: Form = BLANK) -> Response:
    """Say what goes and what stays, and ask whether it is meant."""
    code, one = request.path_params["code"], request.path_params["id"]
    data = (await run(request, "RollErase", village=code, id=one)).data
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "person": found(request, data, "node"),
        "ways": LEFT,
        "may_erase": may(data["me"], "PEOPLE_ERASE", code),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/erase.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def erase(request: Request, form: Form) -> Response:
    """Erase the person; it cannot be undone."""
    code, one = request.path_params["code"], request.path_params["id"]
    document = form.text(
        "document", N_("依据（申请或文件的名称、文号）"), required=False, longest=_LONGEST_DOCUMENT
    )
    if not form.ticked("sure"):
        form.wrong("sure", N_("请确认删除，删除后不能恢复"))
    if not form.errors:
        said = {"residentId": one, "document": document}
        result = await run(request, "ResidentErase", input=said, key=form.key)
        payload = result.payload("residentErase")
        factor = await factor_first(request, payload, f"/roll/{code}/people/{one}/erase", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload):
            return RedirectResponse(f"{county_path(request)}/roll/{code}/left?done=erased", 303)
    return await show(request, form)


_ERASE = "/{county}/roll/{code}/people/{id}/erase"
routes = [
    Route("/{county}/roll/{code}/left", listed, methods=["GET"]),
    Route(_ERASE, _show, methods=["GET"]),
    forms.post(_ERASE, erase, name="erase_resident"),
]
