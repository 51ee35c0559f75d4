"""A representative reads the resolution and signs it; signatures on paper are entered."""

import base64
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.kit import forms, language
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.meetings.frame import frame
from portals.meetings.room import CAPACITIES
from tenants.authorization.permissions import Permission

_FIELDS = {"memberIds": "signers", "sheetBase64": "sheet", "sheet": "sheet"}


async def _matter(request: Request) -> dict[str, Any]:
    matter = (await run(request, "ResolutionPaper", id=request.path_params["id"])).data["matter"]
    if matter is None or matter["resolution"] is None:
        raise HTTPException(404, language.translate(language.of(request), N_("还没有决议")))
    found: dict[str, Any] = matter
    return found


async def _unsigned(request: Request, matter: dict[str, Any]) -> list[tuple[str, str]]:
    """Return who was at the vote and has not signed, for whoever may enter a sheet of paper."""
    viewer = await viewer_of(request)
    if not viewer.may(Permission.MEETING_RECORD, matter["villageCode"]):
        return []
    version = matter["resolution"]["versionNo"]
    passed = [one for one in matter["votes"] if one["outcome"] == "PASSED" and one["meeting"]]
    meeting = next((one["meeting"]["id"] for one in passed if one["versionNo"] == version), None)
    if meeting is None:
        return []
    found = (await run(request, "ResolutionSigners", meeting=meeting)).data["meeting"]
    roll = [edge["node"] for edge in found["roll"]["edges"]] if found else []
    signed = {one["name"] for one in matter["resolution"]["signatures"]}
    return [
        (one["id"], one["name"])
        for one in roll
        if one["presentAt"] and not one["recusal"] and one["name"] not in signed
    ]


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
        "unsigned": await _unsigned(request, matter),
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
    return _back(request)


async def on_paper(request: Request, form: Form) -> Response:
    """Enter who signed on paper, with the photographed sheet."""
    matter = await _matter(request)
    signers = form.many("signers")
    if not signers:
        form.wrong("signers", N_("请选纸上签了字的人。"))
    upload = form.file("sheet", N_("签字页照片"))
    if not form.errors and upload is not None:
        said = {
            "resolutionId": matter["resolution"]["id"],
            "memberIds": signers,
            "sheetBase64": base64.b64encode(await upload.read()).decode(),
        }
        result = await run(request, "ResolutionSignPaper", input=said, key=form.key)
        if not form.take_errors(result.payload("resolutionSignPaper"), _FIELDS):
            return _back(request)
    return await show(request, form)


def _back(request: Request) -> Response:
    here = f"{county_path(request)}/matters/{request.path_params['id']}/sign"
    return RedirectResponse(here, 303)


routes = [
    Route("/{county}/matters/{id}/sign", _show, methods=["GET"]),
    forms.post("/{county}/matters/{id}/sign", sign),
    forms.post("/{county}/matters/{id}/sign/paper", on_paper, most_bytes=UPLOAD_BYTES),
]
