"""What everybody sees: the list with what is late, and one demand with its reckoning."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.initiatives.frame import DEMAND, VILLAGE_DIGITS, frame
from portals.kit import language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice
from portals.workplace import shared
from portals.workplace.demands import rows_of
from portals.workplace.today import first_page, next_page
from tenants.authorization.roles import around

_DONE = {
    "withdrawn": N_("您的联名已撤回。需要的话，到期以前可以再签。"),
    "sheet": N_("签名纸已录入，人数已重新计算。"),
    "named": N_("事项已指定，所有人都能看到。现在可以召集会议。"),
    "drafted": N_("公告已起草，由另一人核对发布。公布以后再来登记办理。"),
    "convened": N_("会议已召集。开完、表决以后再来登记办理。"),
    "disputed": N_("已提出，由乡镇认定；乡镇自己办的，由县里认定。"),
    "judged": N_("认定结果已登记，所有人都能看到。"),
    "answered": N_("办理情况已登记，所有人都能看到。"),
    "ordered": N_("责令已登记，所有人都能看到。"),
}


async def listed(request: Request) -> Response:
    """List the demands of the county, a township or a village."""
    asked, viewer = request.query_params, await viewer_of(request)
    own = around(viewer.roles[0].place) if viewer.roles else ""
    place = asked.get("place", own)[:VILLAGE_DIGITS]
    late = "late" in asked
    after = asked.get("after") or None
    found = (await run(request, "DemandList", place=place, overdue=late, after=after)).data
    demands = found["demands"]
    values = {
        "rows": rows_of(request, demands["edges"]),
        "place": place,
        "late": late,
        "may_enter": any(
            one.name == "INITIATIVE_ENTER" and len(at) == VILLAGE_DIGITS
            for one, at in viewer.grants
        ),
        "may_open": any(one.name == "INITIATIVE_SIGN" for one, _ in viewer.grants),
        "first": first_page(request),
        "after": next_page(request, demands["pageInfo"]),
    }
    village = place if len(place) == VILLAGE_DIGITS else ""
    shell = await shared.frame(request, "demands", village)
    return render(request, "initiatives/list.html", values, frame=shell)


def rail(request: Request, demand: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the way of a demand as the component takes it."""
    state = demand["state"]
    reached = state in {"REACHED", "FULFILLED"}
    duty = {"REACHED": "now", "FULFILLED": "done"}.get(state, "todo")
    gathering = "done" if reached else "back" if state == "LAPSED" else "now"
    # What is late is late since its first day, whatever day an order has set since.
    until = demand["dutyDue"] if demand["overdue"] else demand["orderDue"] or demand["dutyDue"]
    words = (N_("发起"), N_("签名"), N_("办理"))
    opened, signed, acted = (language.translate(language.of(request), one) for one in words)
    return [
        {"label": opened, "state": "done", "day": demand["openedAt"]},
        {
            "label": signed,
            "state": gathering,
            "day": demand["reachedAt"] or demand["gathersUntil"],
        },
        {
            "label": acted,
            "state": "late" if demand["overdue"] else duty,
            "day": demand["answeredAt"] or until,
        },
    ]


def done(request: Request) -> Notice | None:
    """Return what was done just now, in words."""
    text = _DONE.get(request.query_params.get("done", ""))
    return Notice(language.translate(language.of(request), text), "ok") if text else None


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show a demand to everybody, and to who may sign it the one button."""
    demand = await DEMAND.find(request, "DemandPage")
    values = {
        "demand": demand,
        "rail": rail(request, demand),
        "notice": done(request),
        "signed_in": (await viewer_of(request)).signed_in,
    }
    shell = await frame(request, demand)
    return render(request, "initiatives/page.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


routes = [
    Route("/{county}/demands", listed, methods=["GET"]),
    Route("/{county}/demands/{id}", _show, methods=["GET"]),
]
