"""The villages of the county: found, added, renamed, merged and closed, with their history."""

from collections.abc import Callable
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
from portals.office.frame import frame
from portals.office.words import CHANGES, DONE, STATES
from portals.workplace.factors import factor_first
from portals.workplace.places import COUNTY, may, place_of
from portals.workplace.today import first_page, next_page

_LONGEST_NAME = 40
_LONGEST_REASON = 500
_MERGED_AT_MOST = 20


async def listed(request: Request) -> Response:
    """Find villages by name, pinyin initials, township and state."""
    place = await place_of(request, COUNTY)
    asked = request.query_params
    state = asked.get("state", "")
    data = (
        await run(
            request,
            "OfficeVillages",
            after=asked.get("after") or None,
            search=asked.get("q", ""),
            township=asked.get("township") or None,
            state=state if state in STATES else None,
        )
    ).data
    values = {
        "rows": [_row(request, edge["node"]) for edge in data["villages"]["edges"]],
        "townships": _towns(data),
        "states": [(key, label) for key, (label, _) in STATES.items()],
        "may_add": may(data["me"], "DIVISION_MANAGE", place),
        "may_count": may(data["me"], "MATTER_READ", place),
        "first": first_page(request),
        "after": next_page(request, data["villages"]["pageInfo"]),
    }
    return render(request, "office/villages.html", values, frame=await frame(request, "villages"))


def _row(request: Request, village: dict[str, Any]) -> dict[str, Any]:
    label, kind = STATES[village["state"]]
    return {
        **village,
        "href": f"{county_path(request)}/office/villages/{village['code']}",
        "stateName": language.translate(language.of(request), label),
        "kind": kind,
    }


def _towns(data: dict[str, Any]) -> list[tuple[str, str]]:
    return [(edge["node"]["code"], edge["node"]["name"]) for edge in data["townships"]["edges"]]


async def new(request: Request, form: Form = BLANK) -> Response:
    """Show the form for a village that the national list lacks."""
    await place_of(request, COUNTY)
    values = {"townships": _towns((await run(request, "OfficeTownships")).data)}
    shell = await frame(request, "villages")
    return render(request, "office/new.html", values, form.status, form=form, frame=shell)


async def _new(request: Request) -> Response:
    return await new(request)


def _reason(form: Form, field: str = "reason") -> str:
    return form.text(field, N_("原因或批文"), longest=_LONGEST_REASON)


async def add(request: Request, form: Form) -> Response:
    """Add the village; its code is allotted."""
    said = {
        "townshipCode": form.text("township", N_("所在乡镇")),
        "name": form.text("name", N_("村名"), longest=_LONGEST_NAME),
        "reason": _reason(form),
    }
    if not form.errors:
        payload = (await run(request, "VillageAdd", input=said, key=form.key)).payload("villageAdd")
        factor = await factor_first(request, payload, "/office/villages/new", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"townshipCode": "township"}):
            return _back(request, payload["village"]["code"], "added")
    return await new(request, form)


def _back(request: Request, code: str, done: str) -> Response:
    here = f"{county_path(request)}/office/villages/{code}"
    return RedirectResponse(f"{here}?done={done}", 303)


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show one village with its history and what may be done with it."""
    await place_of(request, COUNTY)
    data = (await run(request, "OfficeVillage", code=request.path_params["code"])).data
    village = data["village"]
    if village is None:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这个村")))
    done = DONE.get(request.query_params.get("done", ""))
    values = {
        "village": village,
        "state": STATES[village["state"]],
        "kinds": CHANGES,
        "may_manage": may(data["me"], "DIVISION_MANAGE", village["code"]),
        "may_import": may(data["me"], "PEOPLE_IMPORT", village["code"]),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shell = await frame(request, "villages")
    return render(request, "office/village.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


def _rename(form: Form, code: str) -> dict[str, Any]:
    name = form.text("name", N_("新村名"), longest=_LONGEST_NAME)
    return {"villageCode": code, "name": name, "reason": _reason(form, "rename_reason")}


def _merge(form: Form, code: str) -> dict[str, Any]:
    into = form.text("into", N_("并入哪个村的代码"), longest=12)
    return {"villageCodes": [code], "into": into, "reason": _reason(form, "merge_reason")}


def _close(form: Form, code: str) -> dict[str, Any]:
    return {"villageCode": code, "reason": _reason(form, "close_reason")}


def _act(verb: str, read: Callable[[Form, str], dict[str, Any]], done: str) -> forms.Handler:
    async def handle(request: Request, form: Form) -> Response:
        code = request.path_params["code"]
        said = read(form, code)
        if not form.errors:
            operation = f"Village{verb.capitalize()}"
            result = await run(request, operation, input=said, key=form.key)
            payload = result.payload(f"village{verb.capitalize()}")
            factor = await factor_first(request, payload, f"/office/villages/{code}", form)
            if factor is not None:
                return factor
            if not form.take_errors(payload, {"reason": f"{verb}_reason"}):
                return _back(request, said.get("into", code), done)
        return await show(request, form)

    return handle


_ONE = "/{county}/office/villages/{code}"
routes = [
    Route("/{county}/office", listed, methods=["GET"]),
    Route("/{county}/office/villages/new", _new, methods=["GET"]),
    forms.post("/{county}/office/villages/new", add),
    Route(_ONE, _show, methods=["GET"]),
    forms.post(f"{_ONE}/rename", _act("rename", _rename, "renamed")),
    forms.post(f"{_ONE}/merge", _act("merge", _merge, "merged")),
    forms.post(f"{_ONE}/close", _act("close", _close, "closed")),
]
