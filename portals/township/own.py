"""The township's own matters: a new one, by the township's method."""

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
from portals.workplace.places import OWN_TOWNSHIP, frame, place_of

_LONGEST_TITLE = 60
_FIELDS = {"typeKey": "title", "methodKey": "method"}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the form: there is one kind of matter, and the township's methods."""
    seat = await place_of(request, OWN_TOWNSHIP)
    data = (await run(request, "TownshipMatterChoices", place=seat)).data
    shell = await frame(request, OWN_TOWNSHIP, "matters")
    return render(request, "township/new.html", data, form.status, form=form, frame=shell)


async def _new(request: Request) -> Response:
    return await show(request)


async def draft(request: Request, form: Form) -> Response:
    """Begin the matter; the plan and whom the office heard follow on its page."""
    said = {
        "villageCode": await place_of(request, OWN_TOWNSHIP),
        "title": form.text("title", N_("事项名称"), longest=_LONGEST_TITLE),
        "typeKey": "TOWNSHIP_AFFAIR",
        "methodKey": form.text("method", N_("工作法")),
    }
    if not form.errors:
        result = await run(request, "TownshipMatterDraft", input=said, key=form.key)
        payload = result.payload("matterDraft")
        factor = await factor_first(request, payload, f"{OWN_TOWNSHIP.path}/matters/new", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, _FIELDS):
            home = county_path(request)
            return RedirectResponse(f"{home}/matters/{payload['matter']['id']}", 303)
    return await show(request, form)


_HERE = f"/{{county}}{OWN_TOWNSHIP.path}/matters/new"
routes = [Route(_HERE, _new, methods=["GET"]), forms.post(_HERE, draft, name="township_draft")]
