"""What somebody in office declared, entered for them by whoever keeps the village's offices."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.roll.frame import found, frame
from portals.workplace.factors import factor_first
from portals.workplace.interests import DONE, PATHS, RELATIONS, declared
from portals.workplace.today import first_page, next_page


def _here(request: Request, person: str) -> str:
    return f"/roll/{request.path_params['code']}/people/{person}/interests"


async def show(request: Request, person: str, form: Form = BLANK) -> Response:
    """Show what stands declared for one person, and the form for more."""
    code = request.path_params["code"]
    after = request.query_params.get("after") or None
    data = (await run(request, "RollInterests", village=code, resident=person, after=after)).data
    done = DONE.get(request.query_params.get("done", ""))
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "person": found(request, data, "node"),
        "rows": [edge["node"] for edge in data["interests"]["edges"]],
        "relations": RELATIONS,
        "base": f"{county_path(request)}{_here(request, person)}",
        "entries": f"{county_path(request)}/roll/{code}/interests",
        "first": first_page(request),
        "after": next_page(request, data["interests"]["pageInfo"]),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/interests.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request, request.path_params["id"])


async def declare(request: Request, form: Form) -> Response:
    """Enter one relative or firm of this person."""
    person = request.path_params["id"]
    said = {"interest": declared(form), "residentId": person}
    if form.errors:
        return await show(request, person, form)
    payload = (await run(request, "InterestRecord", input=said, key=form.key)).payload(
        "interestRecord"
    )
    return await _answered(request, form, payload, (person, "declared"))


async def end(request: Request, form: Form) -> Response:
    """End one entry."""
    said = {"interestId": request.path_params["id"]}
    payload = (await run(request, "InterestEnd", input=said, key=form.key)).payload("interestEnd")
    return await _answered(request, form, payload, (form.value("person"), "ended"))


async def _answered(
    request: Request, form: Form, payload: dict[str, Any], of: tuple[str, str]
) -> Response:
    person, done = of
    factor = await factor_first(request, payload, _here(request, person), form)
    if factor is not None:
        return factor
    if form.take_errors(payload, PATHS):
        return await show(request, person, form)
    return RedirectResponse(f"{county_path(request)}{_here(request, person)}?done={done}", 303)


_LIST = "/{county}/roll/{code}/people/{id}/interests"
routes = [
    Route(_LIST, _show, methods=["GET"]),
    forms.post(_LIST, declare, name="enter_interest"),
    forms.post("/{county}/roll/{code}/interests/{id}/end", end, name="strike_interest"),
]
