"""Villagers' needs: what waits, and one need that becomes a matter or gets an answer."""

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
from portals.secretary.words import CATEGORIES, DONE, STATES
from portals.workplace.factors import factor_first
from portals.workplace.places import SECRETARY, Office, frame, may, office_of, place_of
from portals.workplace.today import first_page, next_page

_LONGEST_ANSWER = 1000
_SHORT = 60


def _rows(request: Request, edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    locale, home, found = language.of(request), county_path(request), []
    for one in (edge["node"] for edge in edges):
        about, (state, kind) = CATEGORIES[one["category"]], STATES[one["state"]]
        found.append(
            {
                "href": f"{home}/secretary/needs/{one['id']}",
                "text": one["text"],
                "about": language.translate(locale, about),
                "author": one["authorName"],
                "when": one["createdAt"],
                "due": one["dueAt"] if one["state"] == "RECEIVED" else None,
                "recorded": one["onBehalf"],
                "state": language.translate(locale, state),
                "kind": kind,
            }
        )
    return found


async def _office(request: Request) -> Office:
    """Return whose page it is: the branch takes needs up, the committee may answer them."""
    return await office_of(request) or SECRETARY


async def listed(request: Request) -> Response:
    """List the needs of the village by state, those that wait first."""
    await place_of(request, SECRETARY)
    here = request.query_params.get("state", "RECEIVED")
    states = [here] if here in STATES else ["RECEIVED"]
    after = request.query_params.get("after") or None
    found = (await run(request, "WorkplaceOpinions", after=after, states=states)).data["opinions"]
    values = {
        "rows": _rows(request, found["edges"]),
        "tabs": [(key, label) for key, (label, _) in STATES.items()],
        "here": states[0],
        "first": first_page(request),
        "after": next_page(request, found["pageInfo"]),
    }
    shell = await frame(request, await _office(request), "needs")
    return render(request, "secretary/needs.html", values, frame=shell)


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show one need with the two ways on: make it a matter, or answer it."""
    await place_of(request, SECRETARY)
    data = (await run(request, "SecretaryNeed", id=request.path_params["id"])).data
    need = data["node"]
    if not need:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这条意见")))
    kinds = await run(request, "NeedChoices", village=need["villageCode"])
    done = DONE.get(request.query_params.get("done", ""))
    values = {
        **data,
        **kinds.data,
        "need": need,
        "category": CATEGORIES[need["category"]],
        "state": STATES[need["state"]],
        "may_take_up": may(data["me"], "OPINION_TAKE_UP", need["villageCode"]),
        "may_answer": may(data["me"], "OPINION_ANSWER", need["villageCode"]),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shell = await frame(request, await _office(request), "needs", need["villageName"])
    return render(request, "secretary/need.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


def _here(request: Request) -> str:
    return f"/secretary/needs/{request.path_params['id']}"


async def take_up(request: Request, form: Form) -> Response:
    """Make the need a matter; its words become the first draft."""
    said = {
        "opinionId": request.path_params["id"],
        "title": form.text("title", N_("事项名称"), longest=_SHORT),
        "typeKey": form.text("type", N_("事项类别")),
        "methodKey": form.text("method", N_("工作法")),
    }
    if not form.errors:
        result = await run(request, "OpinionTakeUp", input=said, key=form.key)
        payload = result.payload("opinionTakeUp")
        factor = await factor_first(request, payload, _here(request), form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"typeKey": "type", "methodKey": "method"}):
            return RedirectResponse(
                f"{county_path(request)}/matters/{payload['matter']['id']}", 303
            )
    return await show(request, form)


async def merge(request: Request, form: Form) -> Response:
    """Take the need into a matter that is there; its author keeps the credit."""
    said = {
        "opinionId": request.path_params["id"],
        "matterId": form.text("matter", N_("并入哪件事项")),
    }
    if not form.errors:
        result = await run(request, "OpinionMerge", input=said, key=form.key)
        payload = result.payload("opinionMerge")
        factor = await factor_first(request, payload, _here(request), form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"matterId": "matter"}):
            return RedirectResponse(f"{county_path(request)}{_here(request)}?done=merged", 303)
    return await show(request, form)


async def answer(request: Request, form: Form) -> Response:
    """Answer the need; whoever wrote it reads the answer."""
    said = {
        "opinionId": request.path_params["id"],
        "answer": form.text("answer", N_("答复"), longest=_LONGEST_ANSWER),
    }
    if not form.errors:
        result = await run(request, "OpinionAnswer", input=said, key=form.key)
        payload = result.payload("opinionAnswer")
        factor = await factor_first(request, payload, _here(request), form)
        if factor is not None:
            return factor
        if not form.take_errors(payload):
            return RedirectResponse(f"{county_path(request)}{_here(request)}?done=answered", 303)
    return await show(request, form)


_ONE = "/{county}/secretary/needs/{id}"
routes = [
    Route("/{county}/secretary/needs", listed, methods=["GET"]),
    Route(_ONE, _show, methods=["GET"]),
    forms.post(f"{_ONE}/take-up", take_up),
    forms.post(f"{_ONE}/merge", merge),
    forms.post(f"{_ONE}/answer", answer),
]
