"""Who holds which office of a village, since when and by which record; terms begin and end here."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra import clock
from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.roll.frame import found, frame, notice
from portals.roll.persons import person
from portals.roll.words import OFFICES, REASONS
from portals.workplace.factors import factor_first
from portals.workplace.places import may
from portals.workplace.today import next_page

_LONGEST_SOURCE = 200
_LONGEST_NOTE = 500
_KEPT = ("office", "ended", "after")
_BY_RECORD = {"DOCUMENT", "MEETING"}


def _here(request: Request) -> str:
    return f"/roll/{request.path_params['code']}/offices"


async def show(request: Request, form: Form = BLANK) -> Response:
    """List the terms that run, or those that ended, and the forms for who keeps the offices."""
    code, asked = request.path_params["code"], request.query_params
    office = asked.get("office", "")
    data = (
        await run(
            request,
            "RollOffices",
            village=code,
            office=office if office in OFFICES else None,
            ended=bool(asked.get("ended")),
            after=asked.get("after") or None,
        )
    ).data
    here = f"{county_path(request)}{_here(request)}"
    terms, kinds = data["officeTerms"], data["officeKinds"]
    rows = [edge["node"] for edge in terms["edges"]]
    name = {one["office"]: one["name"] for one in kinds}
    by = {one["office"]: one["filling"] for one in kinds}
    older = next_page(request, terms["pageInfo"])
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "rows": rows,
        "offices": [(one, name[one]) for one in OFFICES],
        "recordable": [(one, name[one]) for one in OFFICES if by[one] in _BY_RECORD],
        "voted": [name[one] for one in OFFICES if by[one] == "MEETING"],
        "polled": [name[one] for one in OFFICES if by[one] == "POLLS"],
        "listed": [name[one] for one in OFFICES if by[one] == "LIST"],
        "endable": [(one["id"], f"{one['name']}（{one['officeName']}）") for one in rows],
        "reasons": REASONS,
        "today": f"{clock.today()}",
        "ended": bool(asked.get("ended")),
        "here": here,
        "kept": _kept(request),
        "may_manage": may(data["me"], "PEOPLE_MANAGE", code),
        "first": f"{here}{_kept(request, without='after')}" if asked.get("after") else "",
        "after": f"{here}{older}" if older else "",
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/offices.html", values, form.status, form=form, frame=shell)


def _kept(request: Request, without: str = "") -> str:
    """Return what the list was asked for, so that a form sent back shows the same rows."""
    asked = request.query_params
    kept = {key: asked[key] for key in _KEPT if asked.get(key) and key != without}
    return f"?{urlencode(kept)}" if kept else ""


async def _show(request: Request) -> Response:
    return await show(request)


async def record(request: Request, form: Form) -> Response:
    """Record that somebody took an office, by the record it rests on."""
    since = form.date("since", N_("从哪天起任职"))
    voted = form.date("elected_on", N_("推选日期"), required=False)
    counted = form.date("counted_from", N_("本届起始日"), required=False)
    said = {
        "residentId": await person(request, form, "who", N_("谁")),
        "office": form.choice("office", N_("职务"), OFFICES),
        "since": since.isoformat() if since else None,
        "electedOn": voted.isoformat() if voted else None,
        "countedFrom": counted.isoformat() if counted else None,
        "source": form.text("source", N_("依据"), longest=_LONGEST_SOURCE),
    }
    fields = {"residentId": "who", "electedOn": "elected_on", "countedFrom": "counted_from"}
    return await _done(request, form, ("OfficeTermRecord", "term"), said, fields)


async def end(request: Request, form: Form) -> Response:
    """Record that somebody left an office on a day, why and by which paper."""
    term = form.picked("term", N_("谁的任职"))
    day = form.date("until", N_("哪天离任"))
    said = {
        "termId": term,
        "reason": form.choice("reason", N_("为什么离任"), [key for key, _ in REASONS]),
        "source": form.text("left_by", N_("离任依据"), longest=_LONGEST_SOURCE),
        "until": day.isoformat() if day else None,
    }
    fields = {"termId": "term", "source": "left_by"}
    return await _done(request, form, ("OfficeTermEnd", "left"), said, fields)


async def hand_over(request: Request, form: Form) -> Response:
    """Record what somebody who left the committee has handed over."""
    day = form.date("handed_on", N_("哪天移交"))
    said = {
        "termId": form.value("left"),
        "on": day.isoformat() if day else None,
        "note": form.text("note", N_("移交了什么、交给谁"), longest=_LONGEST_NOTE),
    }
    fields = {"on": "handed_on"}
    return await _done(request, form, ("OfficeHandoverRecord", "handed"), said, fields)


async def _done(
    request: Request,
    form: Form,
    act: tuple[str, str],
    said: dict[str, Any],
    fields: dict[str, str],
) -> Response:
    operation, done = act
    if not form.errors:
        result = await run(request, operation, input=said, key=form.key)
        payload = result.payload(operation[0].lower() + operation[1:])
        factor = await factor_first(request, payload, _here(request), form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, fields):
            ended = "&ended=1" if done == "handed" else ""
            here = f"{county_path(request)}{_here(request)}"
            return RedirectResponse(f"{here}?done={done}{ended}", 303)
    return await show(request, form)


_PAGE = "/{county}/roll/{code}/offices"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(f"{_PAGE}/record", record, name="record_term"),
    forms.post(f"{_PAGE}/end", end, name="end_term"),
    forms.post(f"{_PAGE}/hand-over", hand_over, name="hand_over_office"),
]
