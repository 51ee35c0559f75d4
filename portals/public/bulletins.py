"""Lists of bulletins, the bulletin itself, and the question one may ask about it."""

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
from portals.public.frame import county_frame, village_frame
from portals.public.sources import source
from portals.public.words import KINDS
from tenants.authorization.roles import is_seat

LONGEST_QUESTION = 1000


def _filter(request: Request) -> dict[str, Any]:
    asked = request.query_params.get("kind", "")
    kinds = [asked] if asked in KINDS else None
    return {"kinds": kinds, "after": request.query_params.get("after") or None}


async def of_county(request: Request) -> Response:
    """List the bulletins of all villages, newest first."""
    result = await run(request, "CountyBulletins", **_filter(request))
    return render(
        request,
        "public/bulletins.html",
        {**result.data, "village": None, "kinds": KINDS, "source": source("CountyBulletins")},
        frame=await county_frame(request, "open"),
    )


async def of_village(request: Request) -> Response:
    """List the bulletins of one village, newest first."""
    code = request.path_params["village"]
    result = await run(request, "VillageBulletins", code=code, **_filter(request))
    village = result.data["village"]
    if village is None:
        raise HTTPException(404)
    return render(
        request,
        "public/bulletins.html",
        {**result.data, "kinds": KINDS, "source": source("VillageBulletins")},
        frame=await village_frame(request, village, "open"),
    )


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show a bulletin with everything that lets one understand and check it."""
    result = await run(request, "PublicBulletin", code=request.path_params["code"])
    bulletin = result.data["bulletinByCode"]
    if bulletin is None:
        raise HTTPException(404)
    village = {"code": bulletin["villageCode"], "name": bulletin["villageName"]}
    return render(
        request,
        "public/bulletin.html",
        {
            **result.data,
            "bulletin": bulletin,
            "own": is_seat(bulletin["villageCode"]),
            "kinds": KINDS,
            "may_ask": _may_ask(result.data["me"], bulletin),
            "notice": _notice(request, bulletin),
            "source": source("PublicBulletin"),
        },
        form.status,
        form=form,
        frame=await village_frame(request, village, "open"),
    )


def _may_ask(me: dict[str, Any], bulletin: dict[str, Any]) -> bool:
    """Say whether the reader may ask about this bulletin; the API decides again."""
    return bulletin["state"] == "PUBLISHED" and any(
        bulletin["villageCode"].startswith(place)
        for one in me["permissions"]
        if one["permission"] == "QUESTION_ASK"
        for place in one["places"]
    )


def _notice(request: Request, bulletin: dict[str, Any]) -> Notice | None:
    locale = language.of(request)
    if bulletin["state"] == "WITHDRAWN":
        text = N_("这张公告已经撤回，不再有效。原因：%(reason)s")
        return Notice(language.translate(locale, text, reason=bulletin["reason"]), "bad")
    if bulletin["correctedBy"] is not None:
        text = N_("这张公告有新的更正，请以更正后的为准。链接在正文上方。")
        return Notice(language.translate(locale, text), "warn")
    if "asked" in request.query_params:
        text = N_("您的问题送到了，村里会在 5 天内答复，答复写在这一页下方。")
        return Notice(language.translate(locale, text), "ok")
    return None


async def ask(request: Request, form: Form) -> Response:
    """Send a question about the bulletin; it comes back with 422 while it is empty or long."""
    found = await run(request, "PublicBulletin", code=request.path_params["code"])
    if found.data["bulletinByCode"] is None:
        raise HTTPException(404)
    text = form.text("text", N_("您的问题"), longest=LONGEST_QUESTION)
    if not form.errors:
        question = {"bulletinId": found.data["bulletinByCode"]["id"], "text": text}
        result = await run(request, "AskAboutBulletin", input=question, key=form.key)
        if not form.take_errors(result.payload("questionAsk")):
            code = request.path_params["code"]
            return RedirectResponse(f"{county_path(request)}/d/{code}?asked#questions", 303)
    return await show(request, form)


async def shown(request: Request) -> Response:
    """Show the bulletin (the route hands over no form)."""
    return await show(request)


routes = [
    Route("/{county}/bulletins", of_county, methods=["GET"]),
    Route("/{county}/v/{village}/bulletins", of_village, methods=["GET"]),
    Route("/{county}/d/{code}", shown, methods=["GET"]),
    forms.post("/{county}/d/{code}", ask),
]
