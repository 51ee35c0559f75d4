"""A representative reads the resolution and signs it."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.meetings.frame import frame
from portals.meetings.room import CAPACITIES


async def _matter(request: Request) -> dict[str, Any]:
    matter = (await run(request, "ResolutionPaper", id=request.path_params["id"])).data["matter"]
    if matter is None or matter["resolution"] is None:
        raise HTTPException(404, language.translate(language.of(request), N_("还没有决议")))
    found: dict[str, Any] = matter
    return found


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the resolution with its signatures."""
    matter = await _matter(request)
    viewer = await viewer_of(request)
    signatures = matter["resolution"]["signatures"]
    signed = any(one["name"] == viewer.name for one in signatures)
    values = {
        "matter": matter,
        "resolution": matter["resolution"],
        "signed": signed,
        "capacities": CAPACITIES,
    }
    shell = await frame(request, matter)
    return render(request, "meetings/sign.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def sign(request: Request, form: Form) -> Response:
    """Sign."""
    matter = await _matter(request)
    said = {"resolutionId": matter["resolution"]["id"]}
    result = await run(request, "ResolutionSign", input=said, key=form.key)
    if form.take_errors(result.payload("resolutionSign")):
        return await show(request, form)
    here = f"{county_path(request)}/matters/{request.path_params['id']}/sign"
    return RedirectResponse(here, 303)


routes = [
    Route("/{county}/matters/{id}/sign", _show, methods=["GET"]),
    forms.post("/{county}/matters/{id}/sign", sign),
]
