"""Numbers that provinces set beside the law: what holds here, and made stricter by the county."""

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
from portals.office.method_words import DONE
from portals.workplace.factors import factor_first
from portals.workplace.places import COUNTY, may, place_of

_LONGEST_SOURCE = 500
_MOST = 1_000


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show every number with its article, and the forms for what the county may change."""
    place = await place_of(request, COUNTY)
    data = (await run(request, "OfficeNumbers")).data
    done = DONE.get(request.query_params.get("done", ""))
    values = {
        "numbers": data["countyParameters"],
        "may_write": may(data["me"], "METHOD_MANAGE", place),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shell = await frame(request, "methods")
    return render(request, "office/numbers.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def change(request: Request, form: Form) -> Response:
    """Make one number stricter from today on."""
    said = {
        "key": form.text("parameter", N_("哪个数"), longest=40),
        "value": form.integer("value", N_("改成"), least=0, most=_MOST),
        "source": form.text("source", N_("依据（文件名称、文号）"), longest=_LONGEST_SOURCE),
    }
    if not form.errors:
        result = await run(request, "CountyParameterSet", input=said, key=form.key)
        payload = result.payload("countyParameterSet")
        factor = await factor_first(request, payload, "/office/numbers", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"key": "parameter"}):
            return RedirectResponse(f"{county_path(request)}/office/numbers?done=set", 303)
    return await show(request, form)


async def collective(request: Request, form: Form) -> Response:
    """Record whether a village has a collective economic organisation."""
    day = form.date("since", N_("从哪天起"))
    said = {
        "villageCode": form.text("village", N_("村的代码"), longest=12),
        "exists": form.choice("exists", N_("有没有集体经济组织"), ["true", "false"]) == "true",
        "since": day.isoformat() if day else None,
        "source": form.text("collective_source", N_("依据"), longest=_LONGEST_SOURCE),
    }
    if not form.errors:
        result = await run(request, "CollectiveRecord", input=said, key=form.key)
        payload = result.payload("collectiveRecord")
        factor = await factor_first(request, payload, "/office/numbers", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"villageCode": "village", "source": "collective_source"}):
            here = f"{county_path(request)}/office/numbers"
            return RedirectResponse(f"{here}?done=collective", 303)
    return await show(request, form)


_HERE = "/{county}/office/numbers"
routes = [
    Route(_HERE, _show, methods=["GET"]),
    forms.post(_HERE, change),
    forms.post(f"{_HERE}/collective", collective),
]
