"""The township plans the vote on a recall, by a demand that was counted here."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace import shared
from portals.workplace.factors import factor_first

_VILLAGE_DIGITS, _TOWNSHIP_DIGITS = 12, 9
_FIELDS = {"demandId": "demand", "electionDay": "day"}


async def _places(request: Request, form: Form) -> tuple[str, str]:
    """Return the village that was chosen, and the township in which it is looked for."""
    village = form.value("village") or request.query_params.get("village", "")
    held = [one.place for one in (await viewer_of(request)).roles]
    own = next((one for one in held if len(one) == _TOWNSHIP_DIGITS), "")
    asked = request.query_params.get("township", "")
    return village[:_VILLAGE_DIGITS], own or asked or village[:_TOWNSHIP_DIGITS]


async def recall(request: Request, form: Form = BLANK) -> Response:
    """Show the form for a village, or the villages to choose from."""
    village, township = await _places(request, form)
    if len(village) == _VILLAGE_DIGITS:
        values = await _of_village(request, village)
    elif township:
        data = (await run(request, "ElectionVillages", township=township)).data
        values = {"village": None, "choices": data["villages"]["edges"], "kind": "village"}
    else:
        data = (await run(request, "ElectionTownships")).data
        values = {"village": None, "choices": data["townships"]["edges"], "kind": "township"}
    asked = request.query_params.get("demand", "")
    filled = form.over({"demand": asked}) if asked and not form.value("demand") else form
    shell = await shared.frame(request, "elections")
    return render(request, "elections/recall.html", values, form.status, form=filled, frame=shell)


async def _of_village(request: Request, code: str) -> dict[str, Any]:
    data = (await run(request, "ElectionRecallForm", village=code)).data
    if data["village"] is None:
        raise HTTPException(404)
    demands = [edge["node"] for edge in data["demands"]["edges"]]
    return {
        "village": data["village"],
        "demands": [one for one in demands if one["kind"] == "RECALL"],
    }


async def _recall(request: Request) -> Response:
    return await recall(request)


async def plan(request: Request, form: Form) -> Response:
    """Plan it; a day that comes too soon comes back with the first lawful one."""
    day = form.date("day", N_("投票日"))
    said: dict[str, Any] = {
        "villageCode": form.text("village", N_("村"), longest=_VILLAGE_DIGITS),
        "electionDay": str(day),
        "reason": form.text("reason", N_("罢免的理由"), longest=500),
        "demandId": form.text("demand", N_("凭什么安排"), longest=100),
    }
    if not form.errors:
        result = await run(request, "ElectionRecall", input=said, key=form.key)
        payload = result.payload("electionRecall")
        factor = await factor_first(request, payload, "/elections/recall", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, _FIELDS):
            here = f"{county_path(request)}/elections/{payload['election']['id']}/desk"
            return RedirectResponse(here, 303)
    return await recall(request, form)


_PAGE = "/{county}/elections/recall"
routes = [
    Route(_PAGE, _recall, methods=["GET"]),
    forms.post(_PAGE, plan, name="plan_recall"),
]
