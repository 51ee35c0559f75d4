"""The natural villages of a village and the groups that live in them."""

from collections.abc import Mapping
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

_LONGEST_NAME = 20


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the groups by settlement, and the forms."""
    code = request.path_params["code"]
    data = (await run(request, "RollGroups", village=code)).data
    settlements = [edge["node"] for edge in data["naturalVillages"]["edges"]]
    groups = [edge["node"] for edge in data["villagerGroups"]["edges"]]
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "groups": groups,
        "group_options": [(one["id"], one["name"]) for one in groups],
        "settlement_options": [(one["id"], one["name"]) for one in settlements],
        "may_manage": may(data["me"], "PEOPLE_MANAGE", code),
        "may_register": may(data["me"], "PEOPLE_REGISTER", code),
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/settlements.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def add(request: Request, form: Form) -> Response:
    """Add a settlement."""
    code = request.path_params["code"]
    name = form.text("settlement_name", N_("自然村的名称"), longest=_LONGEST_NAME)
    said = {"villageCode": code, "name": name}
    return await _done(request, form, "NaturalVillageAdd", said, "settlement")


async def add_group(request: Request, form: Form) -> Response:
    """Add a villagers' group."""
    code = request.path_params["code"]
    name = form.text("group_name", N_("社（组）的名称"), longest=_LONGEST_NAME)
    return await _done(request, form, "GroupAdd", {"villageCode": code, "name": name}, "group")


async def place(request: Request, form: Form) -> Response:
    """Say in which settlement a group lives."""
    said = {
        "groupId": form.text("place_group", N_("社（组）")),
        "naturalVillageId": form.text("place_settlement", N_("自然村"), required=False) or None,
    }
    return await _done(request, form, "GroupPlace", said, "place")


async def _done(
    request: Request, form: Form, operation: str, said: Mapping[str, object], done: str
) -> Response:
    here = f"/roll/{request.path_params['code']}/groups"
    if not form.errors:
        result = await run(request, operation, input=said, key=form.key)
        payload = result.payload(operation[0].lower() + operation[1:])
        factor = await factor_first(request, payload, here, form)
        if factor is not None:
            return factor
        named = "group_name" if done == "group" else "settlement_name"
        fields = {"name": named, "groupId": "place_group"}
        if not form.take_errors(payload, fields):
            return RedirectResponse(f"{county_path(request)}{here}?done={done}", 303)
    return await show(request, form)


_PAGE = "/{county}/roll/{code}/groups"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(f"{_PAGE}/add", add_group, name="group"),
    forms.post(f"{_PAGE}/settlement", add, name="settlement"),
    forms.post(f"{_PAGE}/place", place, name="place"),
]
