"""Files of a matter: chosen and titled while the plan is written, removed before it is proposed."""

import base64
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portals.kit import forms
from portals.kit.forms import UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.shell import county_path
from portals.matters.page import show

_LONGEST_TITLE = 40
_FIELDS = {"title": "file_title", "file": "file"}


async def attach(request: Request, form: Form) -> Response:
    """Attach one file; what is wrong with it stands at its field."""
    title = form.text("file_title", N_("附件名称"), longest=_LONGEST_TITLE)
    upload = form.file("file", N_("文件"))
    if upload is not None and not form.errors:
        said = {
            "matterId": request.path_params["id"],
            "title": title,
            "file": base64.b64encode(await upload.read()).decode(),
        }
        result = await run(request, "MatterAttach", input=said, key=form.key)
        return await _answer(request, form, result.payload("matterAttach"), "attach")
    return await show(request, form)


async def detach(request: Request, form: Form) -> Response:
    """Remove one file from the text being written."""
    said = {"matterId": request.path_params["id"], "sha256": form.value("sha256")}
    result = await run(request, "MatterDetach", input=said, key=form.key)
    return await _answer(request, form, result.payload("matterDetach"), "detach")


async def _answer(request: Request, form: Form, payload: dict[str, Any], done: str) -> Response:
    if form.take_errors(payload, _FIELDS):
        return await show(request, form)
    here = f"{county_path(request)}/matters/{request.path_params['id']}"
    return RedirectResponse(f"{here}?done={done}#do-attach", 303)


_ONE = "/{county}/matters/{id}"
routes = [
    forms.post(f"{_ONE}/attach", attach, most_bytes=UPLOAD_BYTES),
    forms.post(f"{_ONE}/detach", detach),
]
