"""Publication: the desk, the four-way preview, approval, withdrawal, the photo of the board."""

import base64
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra import clock
from portals.kit import forms, language
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.workplace.factors import factor_first
from portals.workplace.places import (
    COMMITTEE,
    OWN_TOWNSHIP,
    SECRETARY,
    SUPERVISION,
    Office,
    frame,
    may,
    office_of,
    place_of,
)
from portals.workplace.today import first_page, next_page
from portals.workplace.words import CHANNELS, FORMATS, KINDS, SENDINGS, STATES, TABS
from tenants.authorization.roles import is_seat

_LISTING = (
    SECRETARY,
    COMMITTEE,
    SUPERVISION,
    OWN_TOWNSHIP,
)  # others read the public list
ANSWERING = (SECRETARY, COMMITTEE)
_LONGEST_WORDS = 200
_DONE = {
    "approved": N_("已批准发布。几秒钟后上墙、上网；短信和广播在撤回时间过后才发。"),
    "withdrawn": N_("已撤回。"),
    "posted": N_("张贴照片已存。"),
    "answered": N_("答复已拟好，等另一个人批准后公开；提问的人现在就能看到。"),
    "corrected": N_("更正公告已拟好，等另一个人批准后公开。"),
}


def _rows(request: Request, edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def say(text: str) -> str:
        return language.translate(language.of(request), text)

    home = county_path(request)
    return [
        {
            "href": f"{home}/bulletins/{one['id']}",
            "label": one["title"],
            "note": f"{one['villageName']} · {say(KINDS[one['kind']])} · {one['number']}",
            "tag": say(STATES[one["state"]][0]),
            "kind": STATES[one["state"]][1],
        }
        for one in (edge["node"] for edge in edges)
    ]


def desk_of(office: Office) -> Callable[[Request], Awaitable[Response]]:
    """Return the page that lists what waits for publication in an office's places."""

    async def desk(request: Request) -> Response:
        place = await place_of(request, office)
        me = (await run(request, "WorkplacePermissions")).data["me"]
        approves = may(me, "BULLETIN_APPROVE", place)
        here = request.query_params.get("state", TABS[0][0])
        after = request.query_params.get("after") or None
        if approves:
            states = next((found for key, _, found in TABS if key == here), TABS[0][2])
            result = await run(request, "WorkplaceBulletins", after=after, states=list(states))
            found = result.data["bulletinDesk"]
        else:
            result = await run(request, "WorkplacePublished", after=after, place=place)
            found = result.data["bulletins"]
        values = {
            "rows": _rows(request, found["edges"]),
            "tabs": [(key, label) for key, label, _ in TABS] if approves else [],
            "here": here,
            "questions": f"{office.path}/questions" if office in ANSWERING else "",
            "first": first_page(request),
            "after": next_page(request, found["pageInfo"]),
        }
        shell = await frame(request, office, "bulletins")
        return render(request, "workplace/bulletins.html", values, frame=shell)

    return desk


def _facts(data: dict[str, Any]) -> dict[str, Any]:
    one, me = data["bulletin"], data["me"]
    until = one["withdrawableUntil"]
    return {
        "bulletin": one,
        "state": STATES[one["state"]],
        "own": is_seat(one["villageCode"]),
        "kinds": KINDS,
        "formats": FORMATS,
        "channels": CHANNELS,
        "sendings": SENDINGS,
        "open_window": bool(until) and datetime.fromisoformat(until) > clock.now(),
        "may": {
            "approve": not one["isMine"] and may(me, "BULLETIN_APPROVE", one["villageCode"]),
            "withdraw": may(me, "BULLETIN_WITHDRAW", one["villageCode"]),
            "receipt": may(me, "BULLETIN_POST_RECEIPT", one["villageCode"]),
            "answer": may(me, "QUESTION_ANSWER", one["villageCode"]),
            "correct": one["state"] == "PUBLISHED"
            and one["correctedBy"] is None
            and may(me, "BULLETIN_CORRECT", one["villageCode"]),
        },
    }


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show one bulletin with its four texts."""
    data = (await run(request, "WorkplaceBulletin", id=request.path_params["id"])).data
    if data["bulletin"] is None:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这份公告")))
    office = await office_of(request) or COMMITTEE
    words = _DONE.get(request.query_params.get("done", ""))
    notice = Notice(language.translate(language.of(request), words), "ok") if words else None
    shell = await frame(request, office, "bulletins", data["bulletin"]["villageName"])
    values = {**_facts(data), "notice": notice, "list_path": _list_of(office)}
    return render(request, "workplace/bulletin.html", values, form.status, form=form, frame=shell)


def _list_of(office: Office) -> str:
    return f"{office.path if office in _LISTING else ''}/bulletins"


async def _show(request: Request) -> Response:
    return await show(request)


def _here(request: Request) -> str:
    return f"/bulletins/{request.path_params['id']}"


def _back(request: Request, done: str) -> Response:
    return RedirectResponse(f"{county_path(request)}{_here(request)}?done={done}", 303)


async def approve(request: Request, form: Form) -> Response:
    """Approve; the maker and the checker are two people."""
    said = {"bulletinId": request.path_params["id"]}
    result = await run(request, "BulletinApprove", input=said, key=form.key)
    payload = result.payload("bulletinApprove")
    factor = await factor_first(request, payload, _here(request), form)
    if factor is not None:
        return factor
    if form.take_errors(payload):
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
        payload = result.payload("bulletinWithdraw")
        factor = await factor_first(request, payload, _here(request), form)
        if factor is not None:
            return factor
        if not form.take_errors(payload):
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
            "photo": base64.b64encode(await upload.read()).decode(),
        }
        result = await run(request, "BulletinReceipt", input=said, key=form.key)
        payload = result.payload("bulletinPostingReceipt")
        factor = await factor_first(request, payload, f"{_here(request)}#board")
        if factor is not None:
            return factor
        if not form.take_errors(payload):
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
        for office in _LISTING
    ),
]
