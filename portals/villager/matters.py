"""A matter of my village: what it is, how far it is, and what I think of it."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.villager.frame import frame, run_here
from portals.villager.words import ANSWERS

_LONGEST_COMMENT = 1000
_SENT = {
    "commented": N_("您的意见送到了，支部看得到，也记进了这件事的档案。"),
    "objected": N_("您的异议送到了。答复以前，公示不能结束；答复写在这一页。"),
}


async def found(request: Request) -> dict[str, Any]:
    """Return the matter of the address with its frame's data."""
    data = (await run_here(request, "VillagerMatter", id=request.path_params["id"])).data
    if data["matter"] is None:
        raise HTTPException(404)
    return data


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the matter, with the form for a comment while comments are open."""
    data = await found(request)
    notice = None
    said = next((key for key in _SENT if key in request.query_params), "")
    if said:
        text = _SENT[said]
        notice = Notice(language.translate(language.of(request), text), "ok")
    return render(
        request,
        "villager/matter.html",
        {**data, "answers": ANSWERS, "notice": notice},
        form.status,
        form=form,
        frame=await frame(request, data, "today"),
    )


async def comment(request: Request, form: Form) -> Response:
    """Send a comment on a proposal that is posted."""
    said = {
        "matterId": request.path_params["id"],
        "text": form.text("text", N_("您的意见"), longest=_LONGEST_COMMENT),
    }
    if not form.errors:
        answer = await run(request, "CommentOnMatter", input=said, key=form.key)
        if not form.take_errors(answer.payload("matterComment")):
            path = f"{county_path(request)}/my/matters/{request.path_params['id']}"
            return RedirectResponse(f"{path}?commented#comments", 303)
    return await show(request, form)


async def object_to(request: Request, form: Form) -> Response:
    """Object to what hangs on the wall."""
    said = {
        "matterId": request.path_params["id"],
        "text": form.text("objection", N_("哪里不对"), longest=_LONGEST_COMMENT),
    }
    if not form.errors:
        answer = await run(request, "ObjectToMatter", input=said, key=form.key)
        if not form.take_errors(answer.payload("objectionRaise"), {"text": "objection"}):
            path = f"{county_path(request)}/my/matters/{request.path_params['id']}"
            return RedirectResponse(f"{path}?objected#objections", 303)
    return await show(request, form)


async def _show(request: Request) -> Response:
    return await show(request)


routes = [
    Route("/{county}/my/matters/{id}", _show, methods=["GET"]),
    Route("/{county}/my/matters/{id}/comment", _show, methods=["GET"]),
    forms.post("/{county}/my/matters/{id}/comment", comment),
    Route("/{county}/my/matters/{id}/object", _show, methods=["GET"]),
    forms.post("/{county}/my/matters/{id}/object", object_to),
]
