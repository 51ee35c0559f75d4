"""Who sits in the township's party committee: its administrator enters and ends seats."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.workplace.factors import factor_first
from portals.workplace.places import TOWNSHIP, frame, place_of
from portals.workplace.today import first_page, next_page

_SHORT, _LONG = 40, 200
_PATH = "/township/members"
_DONE = {"recorded": N_("已登记。"), "ended": N_("已登记离任。")}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the committee, with the form for who came in."""
    place = await place_of(request, TOWNSHIP)
    after = request.query_params.get("after") or None
    data = (await run(request, "TownshipMembers", code=place, after=after)).data
    found = data["townshipMembers"]
    done = _DONE.get(request.query_params.get("done", ""))
    values: dict[str, Any] = {
        "members": [edge["node"] for edge in found["edges"]],
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
        "first": first_page(request),
        "after": next_page(request, found["pageInfo"]),
    }
    shell = await frame(request, TOWNSHIP, "members")
    return render(request, "township/members.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def record(request: Request, form: Form) -> Response:
    """Enter a member."""
    day = form.date("since", N_("从哪天起"))
    said = {
        "townshipCode": await place_of(request, TOWNSHIP),
        "name": form.text("name", N_("姓名"), longest=_SHORT),
        "post": form.text("post", N_("党内职务"), longest=_SHORT),
        "chairs": form.value("chairs") == "true",
        "since": day.isoformat() if day else None,
        "source": form.text("source", N_("任职文件"), longest=_LONG),
    }
    if not form.errors:
        result = await run(request, "TownshipMemberRecord", input=said, key=form.key)
        return await _answer(request, form, result.payload("townshipMemberRecord"), "recorded")
    return await show(request, form)


async def end(request: Request, form: Form) -> Response:
    """End a seat."""
    member = form.picked("member", N_("谁"))
    day = form.date("until", N_("哪天离任"))
    said = {
        "townshipMemberId": member,
        "until": day.isoformat() if day else None,
        "source": form.text("ended_by", N_("离任文件"), longest=_LONG),
    }
    if not form.errors:
        result = await run(request, "TownshipMemberEnd", input=said, key=form.key)
        return await _answer(request, form, result.payload("townshipMemberEnd"), "ended")
    return await show(request, form)


async def _answer(request: Request, form: Form, payload: dict[str, Any], done: str) -> Response:
    factor = await factor_first(request, payload, _PATH, form)
    if factor is not None:
        return factor
    if form.take_errors(payload, {"source": "ended_by"} if done == "ended" else {}):
        return await show(request, form)
    return RedirectResponse(f"{county_path(request)}{_PATH}?done={done}", 303)


_HERE = f"/{{county}}{_PATH}"
routes = [
    Route(_HERE, _show, methods=["GET"]),
    forms.post(f"{_HERE}/record", record, name="record_township_member"),
    forms.post(f"{_HERE}/end", end, name="end_township_member"),
]
