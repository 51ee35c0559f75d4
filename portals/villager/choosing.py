"""Choosing representatives: who is put forward, confirming as a head, objecting to the list."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.villager.frame import frame, run_here, village_of

_DONE = {
    "confirmed": N_("已确认。名单公示以前可以改选。"),
    "objected": N_("异议已收到，乡镇三日内答复，答复会出现在这一页。"),
}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the nominees, the list and one's own part in it."""
    data = (await run_here(request, "VillagerChoosing")).data
    said = _DONE.get(request.query_params.get("done", ""))
    notice = Notice(language.translate(language.of(request), said), "ok") if said else None
    values = {**data, "choice": data["representativeChoice"], "notice": notice}
    shell = await frame(request, data, "mine")
    return render(request, "villager/choosing.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def confirm(request: Request, form: Form) -> Response:
    """Confirm whom the reader's household chose."""
    said = {
        "villageCode": await village_of(request),
        "nomineeKey": form.text("nominee", N_("被推选人")),
    }
    if not form.errors:
        result = await run(request, "RepresentativeConfirm", input=said, key=form.key)
        if not form.take_errors(result.payload("representativeConfirm"), {"nomineeKey": "nominee"}):
            return RedirectResponse(f"{county_path(request)}/my/choosing?done=confirmed", 303)
    return await show(request, form)


async def object_to(request: Request, form: Form) -> Response:
    """Object to the list on the wall."""
    said = {
        "villageCode": await village_of(request),
        "aboutName": form.text("about", N_("说的是谁"), longest=40),
        "text": form.text("text", N_("理由"), longest=500),
    }
    if not form.errors:
        result = await run(request, "RepresentativeListObject", input=said, key=form.key)
        payload = result.payload("representativeListObject")
        if not form.take_errors(payload, {"aboutName": "about"}):
            return RedirectResponse(f"{county_path(request)}/my/choosing?done=objected", 303)
    return await show(request, form)


_PAGE = "/{county}/my/choosing"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(f"{_PAGE}/confirm", confirm, name="confirm_representative"),
    forms.post(f"{_PAGE}/object", object_to, name="object_to_representatives"),
]
