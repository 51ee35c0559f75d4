"""Publication: the desk, the four-way preview, approval, withdrawal, the photo of the board."""

import base64
from collections.abc import Awaitable, Callable

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
from portals.kit.shell import Notice, county_path
from portals.workplace.places import COMMITTEE, SECRETARY, SUPERVISION, Office, frame, place_of

_LONGEST_WORDS = 200
_DONE = {
    "approved": N_("已批准发布。几秒钟后上墙、上网；短信和广播在撤回时间过后才发。"),
    "withdrawn": N_("已撤回。"),
    "posted": N_("张贴照片已存。"),
}


def desk_of(office: Office) -> Callable[[Request], Awaitable[Response]]:
    """Return the page that lists what waits for publication in an office's places."""

    async def desk(request: Request) -> Response:
        await place_of(request, office)
        after = request.query_params.get("after")
        data = (await run(request, "WorkplaceBulletins", after=after)).data
        shell = await frame(request, office, "bulletins")
        values = {**data, "office": office}
        return render(request, "workplace/bulletins.html", values, frame=shell)

    return desk


async def _office(request: Request) -> Office:
    held = {one.role for one in (await viewer_of(request)).roles}
    for office in (SUPERVISION, SECRETARY, COMMITTEE):
        if held & set(office.roles):
            return office
    return COMMITTEE


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show one bulletin with its four texts."""
    data = (await run(request, "WorkplaceBulletin", id=request.path_params["id"])).data
    if data["bulletin"] is None:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这份公告")))
    office = await _office(request)
    words = _DONE.get(request.query_params.get("done", ""))
    notice = Notice(language.translate(language.of(request), words), "ok") if words else None
    values = {**data, "notice": notice}
    shell = await frame(request, office, "bulletins", data["bulletin"]["villageName"])
    return render(request, "workplace/bulletin.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


def _back(request: Request, done: str) -> Response:
    here = f"{county_path(request)}/bulletins/{request.path_params['id']}"
    return RedirectResponse(f"{here}?done={done}", 303)


async def approve(request: Request, form: Form) -> Response:
    """Approve; the maker and the checker are two people."""
    said = {"bulletinId": request.path_params["id"]}
    result = await run(request, "BulletinApprove", input=said, key=form.key)
    if form.take_errors(result.payload("bulletinApprove")):
        return await show(request, form)
    return _back(request, "approved")


async def withdraw(request: Request, form: Form) -> Response:
    """Withdraw, while the window is open."""
    said = {
        "bulletinId": request.path_params["id"],
        "reason": form.text("reason", N_("撤回原因"), longest=_LONGEST_WORDS),
    }
    if not form.errors:
        result = await run(request, "BulletinWithdraw", input=said, key=form.key)
        if not form.take_errors(result.payload("bulletinWithdraw")):
            return _back(request, "withdrawn")
    return await show(request, form)


async def receipt(request: Request, form: Form) -> Response:
    """Keep the photo of the sheet on the board."""
    board = form.text("board", N_("贴在哪里"), longest=60)
    upload = form.file("photo", N_("公告栏照片"))
    if upload is not None and not form.errors:
        said = {
            "bulletinId": request.path_params["id"],
            "board": board,
            "photoBase64": base64.b64encode(await upload.read()).decode(),
        }
        result = await run(request, "BulletinReceipt", input=said, key=form.key)
        fields = {"photoBase64": "photo"}
        if not form.take_errors(result.payload("bulletinPostingReceipt"), fields):
            return _back(request, "posted")
    return await show(request, form)


_ONE = "/{county}/bulletins/{id}"
routes = [
    Route(_ONE, _show, methods=["GET"]),
    forms.post(f"{_ONE}/approve", approve),
    forms.post(f"{_ONE}/withdraw", withdraw),
    forms.post(f"{_ONE}/receipt", receipt, most_bytes=UPLOAD_BYTES),
    *(
        Route(f"/{{county}}{office.path}/bulletins", desk_of(office), methods=["GET"])
        for office in (SECRETARY, COMMITTEE, SUPERVISION)
    ),
]
