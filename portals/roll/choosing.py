"""The desk for choosing representatives: put forward, confirm on paper, post, decide, seat."""

import base64
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.roll.frame import found, frame, notice
from portals.roll.persons import numbers, person
from portals.workplace.factors import factor_first
from portals.workplace.places import may

_LONGEST_OPTION = 30  # signs of an objection that one chooses from a list


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show who is put forward, the list on the wall, and the forms for what comes next."""
    code = request.path_params["code"]
    data = (await run(request, "RollChoosing", village=code)).data
    choice = data["representativeChoice"]
    gathering = [one for one in choice["nominees"] if not one["listed"]]
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "choice": choice,
        "gathering": [(one["key"], one["name"]) for one in gathering],
        "listed": [(one["key"], one["name"]) for one in choice["nominees"] if one["listed"]],
        "waiting": [
            (one["key"], f"{one['aboutName']}：{_shortened(one['text'])}")
            for one in choice["objections"]
            if one["state"] == "received"
        ],
        "may_register": may(data["me"], "PEOPLE_REGISTER", code),
        "may_manage": may(data["me"], "PEOPLE_MANAGE", code),
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/choosing.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_OPTION else f"{text[:_LONGEST_OPTION]}…"


async def nominate(request: Request, form: Form) -> Response:
    """Put somebody forward."""
    said = {
        "residentId": await person(request, form, "nominee", N_("被推选人")),
        "chosenOn": str(form.date("chosen_on", N_("推选日期"))),
        "source": form.text("source", N_("推选记录"), longest=1000),
    }
    fields = {"residentId": "nominee", "chosenOn": "chosen_on"}
    return await _done(request, form, "RepresentativeNominate", said, "nominee", fields)


async def sheet(request: Request, form: Form) -> Response:
    """Record a signed sheet of a nominee."""
    upload = form.file("sheet", N_("推选单照片"))
    typed = form.text("numbers", N_("户号"), longest=200)
    said = {
        "nomineeKey": form.picked("confirmed", N_("被推选人")),
        "numbers": numbers(typed),
        "sheetBase64": base64.b64encode(await upload.read()).decode() if upload else "",
    }
    fields = {"sheetBase64": "sheet", "nomineeKey": "confirmed"}
    return await _done(request, form, "RepresentativeSheetRecord", said, "sheet", fields)


async def drop(request: Request, form: Form) -> Response:
    """Drop a nominee who gathers."""
    said = {
        "nomineeKey": form.picked("dropped", N_("被推选人")),
        "reason": form.text("drop_reason", N_("理由"), longest=500),
    }
    fields = {"nomineeKey": "dropped", "reason": "drop_reason"}
    return await _done(request, form, "RepresentativeNomineeDrop", said, "dropped", fields)


async def post(request: Request, form: Form) -> Response:
    """Draft the list's notice."""
    kind = form.choice("kind", N_("换届还是补选"), ("whole", "fill"))
    said = {"whole": kind == "whole"}
    return await _done(request, form, "RepresentativeListPost", said, "listed")


async def give_up(request: Request, form: Form) -> Response:
    """Drop the list."""
    said = {"reason": form.text("list_reason", N_("理由"), longest=500)}
    fields = {"reason": "list_reason"}
    return await _done(request, form, "RepresentativeListDrop", said, "unlisted", fields)


async def decide(request: Request, form: Form) -> Response:
    """Decide an objection."""
    objection = form.picked("objection", N_("哪一条"))
    upheld = form.choice("upheld", N_("结论"), ("yes", "no")) == "yes"
    said = {
        "listObjectionKey": objection,
        "upheld": upheld,
        "decision": form.text("decision", N_("处理意见"), longest=1000),
        "nomineeKey": form.picked("struck", N_("谁退出名单"), required=upheld) or None,
    }
    fields = {"listObjectionKey": "objection", "nomineeKey": "struck"}
    return await _done(request, form, "RepresentativeListDecide", said, "decided", fields)


async def seat(request: Request, form: Form) -> Response:
    """Seat the listed."""
    return await _done(request, form, "RepresentativesSeat", {}, "seated")


async def _done(
    request: Request,
    form: Form,
    operation: str,
    said: Mapping[str, object],
    done: str,
    fields: Mapping[str, str] | None = None,
) -> Response:
    """Run it and come back to the desk, with what was wrong if it was refused."""
    code = request.path_params["code"]
    here = f"/roll/{code}/choosing"
    if not form.errors:
        asked = {"villageCode": code, **said}
        result = await run(request, operation, input=asked, key=form.key)
        payload = result.payload(operation[0].lower() + operation[1:])
        factor = await factor_first(request, payload, here, form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, fields):
            return RedirectResponse(f"{county_path(request)}{here}?done={done}", 303)
    return await show(request, form)


_DESK = "/{county}/roll/{code}/choosing"
routes = [
    Route(_DESK, _show, methods=["GET"]),
    forms.post(f"{_DESK}/nominate", nominate, name="choosing_nominate"),
    forms.post(f"{_DESK}/sheet", sheet, name="choosing_sheet", most_bytes=UPLOAD_BYTES),
    forms.post(f"{_DESK}/drop", drop, name="choosing_drop"),
    forms.post(f"{_DESK}/post", post, name="choosing_post"),
    forms.post(f"{_DESK}/give-up", give_up, name="choosing_give_up"),
    forms.post(f"{_DESK}/decide", decide, name="choosing_decide"),
    forms.post(f"{_DESK}/seat", seat, name="choosing_seat"),
]
