"""Which offices the county keeps apart: the law's, and its own, added and ended by a document."""

from typing import Any

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
from portals.workplace.today import first_page, next_page

_HERE = "/office/bars"
_LONGEST_DOCUMENT, _LONGEST_ARTICLE = 100, 40
_OFFICES = (
    *("PARTY_SECRETARY", "PARTY_COMMITTEE_MEMBER", "COMMITTEE_DIRECTOR", "COMMITTEE_MEMBER"),
    *("SUPERVISOR_DIRECTOR", "SUPERVISOR", "CLERK", "FINANCE_MEMBER", "GROUP_HEAD"),
    *("EXECUTIVE_CHAIR", "REPRESENTATIVE"),
    *("COLLECTIVE_HEAD", "COLLECTIVE_MANAGER", "COLLECTIVE_SUPERVISOR"),
    "MEMBER_REPRESENTATIVE",
)
_DONE = {
    "added": N_("已登记。新任职、导入名册、选举和每晚的任职检查都按它办。"),
    "ended": N_("已停用。以前按它办的照旧留着。"),
}
_FIELDS = {
    "oneOffice": "one",
    "otherOffice": "other",
    "samePerson": "whom",
    "barId": "bar",
}


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the county's own bars, those of the law beside them, and the forms."""
    place = await place_of(request, COUNTY)
    data = (await run(request, "OfficeBars", after=request.query_params.get("after") or None)).data
    own = [edge["node"] for edge in data["countyBars"]["edges"]]
    names = {one["office"]: one["name"] for one in data["barrableOffices"]}
    done = _DONE.get(request.query_params.get("done", ""))
    values: dict[str, Any] = {
        "own": own,
        "legal": data["legalBars"],
        "offices": [(one, names[one]) for one in _OFFICES],
        "endable": [one for one in own if one["endable"]],
        "may_write": may(data["me"], "METHOD_MANAGE", place),
        "first": first_page(request),
        "after": next_page(request, data["countyBars"]["pageInfo"]),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shell = await frame(request, "methods")
    return render(request, "office/bars.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def add(request: Request, form: Form) -> Response:
    """Keep two offices apart by the county's document."""
    whom = form.choices("whom", N_("管谁"), ("same", "kin"))
    since = form.date("since", N_("从哪天起执行"))
    until = form.date("until", N_("从哪天起不再执行"), required=False)
    said = {
        "oneOffice": form.choice("one", N_("一个职务"), _OFFICES),
        "otherOffice": form.choice("other", N_("另一个职务"), _OFFICES),
        "samePerson": "same" in whom,
        "nearRelatives": "kin" in whom,
        "document": form.text("document", N_("依据的文件"), longest=_LONGEST_DOCUMENT),
        "article": form.text("article", N_("条款"), longest=_LONGEST_ARTICLE),
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
    }
    return await _done(request, form, "CountyBarAdd", said, "added")


async def end(request: Request, form: Form) -> Response:
    """End one of the county's own."""
    day = form.date("end_until", N_("从哪天起不再执行"), required=False)
    said = {
        "barId": form.picked("bar", N_("哪一条")),
        "document": form.text("end_document", N_("停用的依据"), longest=_LONGEST_DOCUMENT),
        "until": day.isoformat() if day else None,
    }
    return await _done(request, form, "CountyBarEnd", said, "ended")


async def _done(
    request: Request, form: Form, operation: str, said: dict[str, Any], done: str
) -> Response:
    if not form.errors:
        result = await run(request, operation, input=said, key=form.key)
        payload = result.payload(operation[0].lower() + operation[1:])
        factor = await factor_first(request, payload, _HERE, form)
        if factor is not None:
            return factor
        fields = dict(_FIELDS)
        if done == "ended":
            fields |= {"document": "end_document", "until": "end_until"}
        if not form.take_errors(payload, fields):
            return RedirectResponse(f"{county_path(request)}{_HERE}?done={done}", 303)
    return await show(request, form)


_PAGE = f"/{{county}}{_HERE}"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(_PAGE, add, name="add_county_bar"),
    forms.post(f"{_PAGE}/end", end, name="end_county_bar"),
]
