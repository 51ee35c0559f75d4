"""What the assembly, or the collective's charter, lets representatives decide in a village."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra import clock
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.workplace import places, shared
from portals.workplace.factors import factor_first
from portals.workplace.places import COMMITTEE, may, place_of
from portals.workplace.today import first_page, next_page

_VILLAGE_DIGITS = 12
_TOWNSHIP_DIGITS = 9
_LONGEST_SOURCE = 200
_HERE = "/{county}/delegations/{code}"
_STATES = {
    "holds": (N_("有效"), "ok"),
    "coming": (N_("还没到期限"), "warn"),
    "over": (N_("已到期"), ""),
}


async def villages(request: Request) -> Response:
    """Lead to the reader's village, or list the villages of the reader's place."""
    office = await places.office_of(request) or COMMITTEE
    here = await place_of(request, office)
    if len(here) == _VILLAGE_DIGITS:
        return RedirectResponse(f"{county_path(request)}/delegations/{here}", 303)
    asked = request.query_params
    data = (
        await run(
            request,
            "DelegationVillages",
            township=here if len(here) == _TOWNSHIP_DIGITS else None,
            search=asked.get("q", ""),
            after=asked.get("after") or None,
        )
    ).data["villages"]
    values = {
        "rows": [edge["node"] for edge in data["edges"]],
        "first": first_page(request),
        "after": next_page(request, data["pageInfo"]),
    }
    shell = await places.frame(request, office, "matters")
    return render(request, "workplace/delegating.html", values, frame=shell)


async def show(request: Request, form: Form = BLANK) -> Response:
    """List what was delegated in a village, with the form for whoever keeps its records."""
    code = request.path_params["code"]
    after = request.query_params.get("after") or None
    data = (await run(request, "VillageDelegations", village=code, after=after)).data
    village = data["village"]
    if not village:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这个村")))
    given = data["delegations"]
    values: dict[str, Any] = {
        "village": village,
        "rows": [{**edge["node"], "state": _state(edge["node"])} for edge in given["edges"]],
        "kinds": [
            (one["key"], f"{one['name']} — {one['delegateName']}")
            for one in data["matterTypes"]
            if one["delegateName"]
        ],
        "here": f"{county_path(request)}/delegations/{code}",
        "may_record": may(data["me"], "MEETING_RECORD", code),
        "first": first_page(request),
        "after": next_page(request, given["pageInfo"]),
        "notice": _notice(request),
    }
    shell = await shared.frame(request, "matters", code, village["name"])
    return render(
        request, "workplace/delegations.html", values, form.status, form=form, frame=shell
    )


def _state(one: dict[str, Any]) -> tuple[str, str]:
    today = clock.today().isoformat()
    key = "coming" if today < one["since"] else "over" if one["until"] < today else "holds"
    return _STATES[key]


def _notice(request: Request) -> Notice | None:
    done = request.query_params.get("done") == "recorded"
    words = N_("授权决定已登记。")
    return Notice(language.translate(language.of(request), words), "ok") if done else None


async def _show(request: Request) -> Response:
    return await show(request)


async def record(request: Request, form: Form) -> Response:
    """Record what was delegated, by the minutes or the charter."""
    code = request.path_params["code"]
    here = f"/delegations/{code}"
    since = form.date("since", N_("从哪天起"))
    until = form.date("until", N_("到哪天为止"))
    said = {
        "villageCode": code,
        "typeKey": form.picked("type", N_("授权哪一类事")),
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "source": form.text("source", N_("依据"), longest=_LONGEST_SOURCE),
    }
    if not form.errors:
        result = await run(request, "DelegationRecord", input=said, key=form.key)
        payload = result.payload("delegationRecord")
        factor = await factor_first(request, payload, here, form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"typeKey": "type"}):
            return RedirectResponse(f"{county_path(request)}{here}?done=recorded", 303)
    return await show(request, form)


routes = [
    Route("/{county}/delegations", villages, methods=["GET"]),
    Route(_HERE, _show, methods=["GET"]),
    forms.post(_HERE, record, name="record_delegation"),
]
