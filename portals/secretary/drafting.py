"""A new matter: its kind says which body decides and by which floor, its method says the steps."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace.factors import factor_first
from portals.workplace.places import SECRETARY, frame, place_of

_LONGEST_TITLE = 60
_FIELDS = {"typeKey": "type", "methodKey": "method", "groupId": "group"}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the form; `?type=` fills in the kind that was chosen from the table."""
    village = await place_of(request, SECRETARY)
    data = (await run(request, "NewMatterChoices", village=village)).data
    chosen = form.value("type") or request.query_params.get("type", "")
    groups = [edge["node"] for edge in data["villagerGroups"]["edges"]]
    values = {
        **data,
        "chosen": chosen,
        "groups": [(one["id"], one["name"]) for one in groups],
        "about": next((one for one in data["matterTypes"] if one["key"] == chosen), None),
    }
    shell = await frame(request, SECRETARY, "matters")
    return render(request, "secretary/new.html", values, form.status, form=form, frame=shell)


async def _new(request: Request) -> Response:
    return await show(request)


async def draft(request: Request, form: Form) -> Response:
    """Begin the matter; the plan, the money and whom the branch heard follow on its page."""
    said = {
        "villageCode": await place_of(request, SECRETARY),
        "title": form.text("title", N_("事项名称"), longest=_LONGEST_TITLE),
        "typeKey": form.text("type", N_("事项类别")),
        "methodKey": form.text("method", N_("工作法")),
        "groupId": form.value("group") or None,
    }
    if not form.errors:
        payload = (await run(request, "MatterDraft", input=said, key=form.key)).payload(
            "matterDraft"
        )
        factor = await factor_first(request, payload, "/secretary/matters/new", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, _FIELDS):
            return RedirectResponse(
                f"{county_path(request)}/matters/{payload['matter']['id']}", 303
            )
    return await show(request, form)


routes = [
    Route("/{county}/secretary/matters/new", _new, methods=["GET"]),
    forms.post("/{county}/secretary/matters/new", draft),
]
