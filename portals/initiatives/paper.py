"""A photographed sheet of signatures is entered, name by name."""

import base64

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.initiatives.frame import DEMAND, frame
from portals.kit import forms
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render

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


_SHEET = "/{county}/demands/{id}/sheet"
routes = [
    Route(_SHEET, _show, methods=["GET"]),
    forms.post(_SHEET, enter, most_bytes=UPLOAD_BYTES),
]
