"""A photographed sheet of signatures is entered, name by name; the first may open a demand."""

import base64
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.initiatives.frame import DEMAND, VILLAGE_DIGITS, frame
from portals.initiatives.opening import targets
from portals.kit import forms
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace import shared
from tenants.authorization.roles import is_village

_LONGEST = 8_000


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the form to a clerk or a representative."""
    demand = await DEMAND.find(request, "DemandPage")
    if "ENTER" not in demand["can"] and not form.errors:
        return DEMAND.back(request)
    shell = await frame(request, demand)
    values = {"demand": demand}
    return render(request, "initiatives/sheet.html", values, form.status, form=form, frame=shell)


def _names(typed: str) -> list[dict[str, str]]:
    """Read one name a line; a household's number stands behind a stroke."""
    lines = typed.replace("、", "\n").replace("，", "\n").splitlines()
    parts = [line.partition("/") for line in lines if line.strip()]
    return [{"name": name.strip(), "household": number.strip()} for name, _, number in parts]


async def enter(request: Request, form: Form) -> Response:
    """Enter the sheet whole; a name that fits nobody comes back."""
    typed = form.text("names", N_("签名纸上的姓名"), longest=_LONGEST)
    upload = form.file("sheet", N_("签名纸照片"))
    if not form.errors and upload is not None:
        said = {
            "demandId": request.path_params["id"],
            "names": _names(typed),
            "sheetBase64": base64.b64encode(await upload.read()).decode(),
        }
        result = await run(request, "DemandSheetRecord", input=said, key=form.key)
        payload = result.payload("demandSheetRecord")
        if not form.take_errors(payload, {"sheetBase64": "sheet"}):
            return DEMAND.back(request, "?done=sheet")
    return await show(request, form)


async def _show(request: Request) -> Response:
    return await show(request)


async def new(request: Request, form: Form = BLANK) -> Response:
    """Show the form for a demand that was signed on paper, in a village of the reader's."""
    village = form.value("village") or request.query_params.get("village", "")
    held = [one.place for one in (await viewer_of(request)).roles]
    village = village or next((one for one in held if is_village(one)), "")
    if len(village) != VILLAGE_DIGITS:
        raise HTTPException(404)
    data = (await run(request, "DemandPaper", village=village)).data
    if data["village"] is None:
        raise HTTPException(404)
    values = {**data, "targets": targets(data)}
    shell = await shared.frame(request, "demands", village)
    return render(request, "initiatives/paper.html", values, form.status, form=form, frame=shell)


async def open_on_paper(request: Request, form: Form) -> Response:
    """Open it; the first name on the sheet opened it."""
    kind = form.text("kind", N_("要求什么"), longest=40)
    upload = form.file("sheet", N_("签名纸照片"))
    said: dict[str, Any] = {
        "kind": kind,
        "villageCode": form.text("village", N_("村"), longest=VILLAGE_DIGITS),
        "title": form.text("title", N_("题目"), longest=200),
        "text": form.text("text", N_("内容和理由"), longest=2_000),
        "names": _names(form.text("names", N_("签名纸上的姓名"), longest=_LONGEST)),
    }
    if kind == "RECALL":
        said["termId"] = form.text("target", N_("罢免谁"), longest=100) or None
    if not form.errors and upload is not None:
        said["sheetBase64"] = base64.b64encode(await upload.read()).decode()
        result = await run(request, "DemandPaperOpen", input=said, key=form.key)
        payload = result.payload("demandPaperOpen")
        if not form.take_errors(payload, {"sheetBase64": "sheet", "targetId": "target"}):
            here = f"{county_path(request)}/demands/{payload['demand']['id']}"
            return RedirectResponse(f"{here}?done=sheet", 303)
    return await new(request, form)


async def _new(request: Request) -> Response:
    return await new(request)


_PAPER = "/{county}/demands/paper"
_SHEET = "/{county}/demands/{id}/sheet"
routes = [
    Route(_PAPER, _new, methods=["GET"]),
    forms.post(_PAPER, open_on_paper, most_bytes=UPLOAD_BYTES),
    Route(_SHEET, _show, methods=["GET"]),
    forms.post(_SHEET, enter, most_bytes=UPLOAD_BYTES),
]
