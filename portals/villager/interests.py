"""What the reader declares: near relatives and firms, shown to others only as a conflict."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.villager.frame import frame, run_here
from portals.workplace.interests import DONE, PATHS, RELATIONS, declared
from portals.workplace.today import first_page, next_page

_HERE = "/my/interests"


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show what stands declared, and the form for more."""
    after = request.query_params.get("after") or None
    data = (await run_here(request, "VillagerInterests", after=after)).data
    done = DONE.get(request.query_params.get("done", ""))
    values = {
        "rows": [edge["node"] for edge in data["myInterests"]["edges"]],
        "relations": RELATIONS,
        "base": f"{county_path(request)}{_HERE}",
        "entries": "",  # who holds an office ends no entry of their own
        "first": first_page(request),
        "after": next_page(request, data["myInterests"]["pageInfo"]),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shell = await frame(request, data, "mine")
    return render(request, "villager/interests.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def declare(request: Request, form: Form) -> Response:
    """Declare one relative or firm."""
    said = {"interest": declared(form)}
    if not form.errors:
        result = await run(request, "InterestDeclare", input=said, key=form.key)
        if not form.take_errors(result.payload("interestDeclare"), PATHS):
            return RedirectResponse(f"{county_path(request)}{_HERE}?done=declared", 303)
    return await show(request, form)


routes = [
    Route(f"/{{county}}{_HERE}", _show, methods=["GET"]),
    forms.post(f"/{{county}}{_HERE}", declare, name="declare_interest"),
]
