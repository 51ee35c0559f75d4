"""Whether the county keeps identity numbers: off unless a document turns it on."""

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
from portals.workplace.factors import factor_first
from portals.workplace.places import COUNTY, may, place_of

_DONE = {
    "on": N_("已开启。各村可以登记身份证号。"),
    "off": N_("已关闭，登记过的身份证号已全部删除。"),
}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show what holds, by which document, and the form to change it."""
    place = await place_of(request, COUNTY)
    data = (await run(request, "OfficeIdentity")).data
    done = _DONE.get(request.query_params.get("done", ""))
    values = {
        "rule": data["identityNumbers"],
        "may_write": may(data["me"], "IDENTITY_MANAGE", place),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shell = await frame(request, "methods")
    return render(request, "office/identity.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def change(request: Request, form: Form) -> Response:
    """Turn it on, or off and forget every number."""
    way = form.choice("way", N_("开启还是关闭"), ("on", "off"))
    said = {
        "allowed": way == "on",
        "document": form.text("document", N_("依据（文件名称、文号）"), longest=100),
    }
    if way == "off" and not form.ticked("sure"):
        form.wrong("sure", N_("请确认删除全部号码"))
    if not form.errors:
        result = await run(request, "IdentityNumbersAllow", input=said, key=form.key)
        payload = result.payload("identityNumbersAllow")
        factor = await factor_first(request, payload, "/office/identity", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload):
            return RedirectResponse(f"{county_path(request)}/office/identity?done={way}", 303)
    return await show(request, form)


_PAGE = "/{county}/office/identity"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(_PAGE, change, name="allow_identity_numbers"),
]
