"""A village's roll from a spreadsheet: upload, look at what it would change, import."""

import base64
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.office.frame import frame
from portals.workplace.factors import factor_first
from portals.workplace.places import COUNTY, place_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WHOLE_FILE = 0


async def _village(request: Request, code: str) -> dict[str, Any]:
    village = (await run(request, "OfficeVillage", code=code)).data["village"]
    if village is None:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这个村")))
    found: dict[str, Any] = village
    return found


async def ask(request: Request, form: Form = BLANK) -> Response:
    """Show the form for the file."""
    await place_of(request, COUNTY)
    values = {"village": await _village(request, request.path_params["code"])}
    shell = await frame(request, "villages")
    return render(request, "office/upload.html", values, form.status, form=form, frame=shell)


async def _ask(request: Request) -> Response:
    return await ask(request)


async def upload(request: Request, form: Form) -> Response:
    """Read the file and lead to what it would change; nothing is written to the roll yet."""
    file = form.file("roll", N_("名册文件"))
    if file is not None:
        said = {
            "villageCode": request.path_params["code"],
            "filename": file.filename,
            "content": base64.b64encode(await file.read()).decode(),
        }
        result = await run(request, "RollPreview", input=said, key=form.key)
        payload = result.payload("rollPreview")
        here = f"/office/villages/{request.path_params['code']}/roll"
        factor = await factor_first(request, payload, here)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"content": "roll", "filename": "roll"}):
            rolls = f"{county_path(request)}/office/rolls"
            return RedirectResponse(f"{rolls}/{payload['upload']['id']}", 303)
        form.errors = {name or "roll": text for name, text in form.errors.items()}
    return await ask(request, form)


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show what the file would add and change, and every problem with its row."""
    await place_of(request, COUNTY)
    found = (await run(request, "RollUploaded", id=request.path_params["id"])).data["node"]
    if not found:
        gone = N_("没有这份预览。预览只留一段时间，请重新上传。")
        raise HTTPException(404, language.translate(language.of(request), gone))
    values = {
        "upload": found,
        "village": await _village(request, found["villageCode"]),
        "whole_file": _WHOLE_FILE,
    }
    shell = await frame(request, "villages")
    return render(request, "office/preview.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def write(request: Request, form: Form) -> Response:
    """Write the previewed roll, all of it or nothing."""
    day = form.date("elected_on", N_("推选的日期"), required=False)
    record = form.text("election_record", N_("报告单编号"), required=False, longest=100)
    if form.errors:
        return await show(request, form)
    said = {
        "uploadId": request.path_params["id"],
        "electedOn": day.isoformat() if day else None,
        "electionRecord": record,
    }
    payload = (await run(request, "RollImport", input=said, key=form.key)).payload("rollImport")
    here = f"/office/rolls/{request.path_params['id']}"
    factor = await factor_first(request, payload, here, form)
    if factor is not None:
        return factor
    if form.take_errors(payload, {"electedOn": "elected_on", "electionRecord": "election_record"}):
        return await show(request, form)
    return RedirectResponse(f"{county_path(request)}{here}", 303)


async def blank(request: Request) -> Response:
    """Hand out the blank workbook."""
    await place_of(request, COUNTY)
    data = base64.b64decode((await run(request, "RollTemplate")).data["rollTemplate"])
    name = 'attachment; filename="roll.xlsx"'
    return Response(data, media_type=_XLSX, headers={"Content-Disposition": name})


routes = [
    Route("/{county}/office/villages/{code}/roll", _ask, methods=["GET"]),
    forms.post("/{county}/office/villages/{code}/roll", upload, most_bytes=UPLOAD_BYTES),
    Route("/{county}/office/rolls/template.xlsx", blank, methods=["GET"]),
    Route("/{county}/office/rolls/{id}", _show, methods=["GET"]),
    forms.post("/{county}/office/rolls/{id}", write),
]
