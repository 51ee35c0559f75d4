"""How a village is represented: quotas by group, everybody's seat, and seats lost by absence."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.roll.frame import found, frame, notice
from portals.roll.persons import numbers
from portals.workplace.factors import factor_first
from portals.workplace.places import may

_LONGEST_NUMBERS = 200


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the quotas, the meeting's make-up and the seats."""
    code = request.path_params["code"]
    data = (await run(request, "RollRepresentation", village=code)).data
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "representation": data["representation"],
        "may_register": may(data["me"], "PEOPLE_REGISTER", code),
        "may_manage": may(data["me"], "PEOPLE_MANAGE", code),
        "may_excuse": may(data["me"], "MEETING_RECORD", code),
        "absent": [
            (f"{missed['meetingId']} {missed['memberId']}", f"{one['name']} {missed['heldOn']}")
            for one in data["representation"]["seats"]
            for missed in one["missed"]
        ],
        "imported": [
            (one["residentId"], f"{one['name']}（{one['groupName']}）")
            for one in data["representation"]["seats"]
            if not one["byList"]
        ],
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/representatives.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def end(request: Request, form: Form) -> Response:
    """Record that a seat is lost; who may not, and what is not reached, is refused."""
    here = f"/roll/{request.path_params['code']}/representatives"
    said = {"termId": form.value("seat")}
    result = await run(request, "RepresentativeSeatEnd", input=said, key=form.key)
    payload = result.payload("representativeSeatEnd")
    factor = await factor_first(request, payload, here, form)
    if factor is not None:
        return factor
    if form.take_errors(payload):
        return await show(request, form)
    return RedirectResponse(f"{county_path(request)}{here}?done=seat", 303)


async def excuse(request: Request, form: Form) -> Response:
    """Record why a representative was missing, after the meeting; it then counts no longer."""
    here = f"/roll/{request.path_params['code']}/representatives"
    meeting, _, member = form.picked("absence", N_("谁哪次没到会")).partition(" ")
    reason = form.text("reason", N_("请假原因"), longest=_LONGEST_NUMBERS)
    if not form.errors:
        said = {"meetingId": meeting, "memberId": member, "reason": reason}
        result = await run(request, "MeetingExcuse", input=said, key=form.key)
        if not form.take_errors(result.payload("meetingExcuse"), {"memberId": "absence"}):
            return RedirectResponse(f"{county_path(request)}{here}?done=excused", 303)
    return await show(request, form)


async def post(request: Request, form: Form) -> Response:
    """Draft the notice of the list; somebody else approves it."""
    code = request.path_params["code"]
    here = f"/roll/{code}/representatives"
    result = await run(request, "RepresentativesPost", input={"villageCode": code}, key=form.key)
    payload = result.payload("representativesPost")
    factor = await factor_first(request, payload, here, form)
    if factor is not None:
        return factor
    if form.take_errors(payload):
        return await show(request, form)
    return RedirectResponse(f"{county_path(request)}{here}?done=posted", 303)


async def households(request: Request, form: Form) -> Response:
    """Record all households of a representative who came with the roll."""
    here = f"/roll/{request.path_params['code']}/representatives"
    speaker = form.picked("speaker", N_("哪位代表"))
    said = {
        "residentId": speaker,
        "numbers": numbers(form.text("numbers", N_("户号"), longest=_LONGEST_NUMBERS)),
    }
    if not form.errors:
        result = await run(request, "RepresentationRecord", input=said, key=form.key)
        payload = result.payload("representationRecord")
        factor = await factor_first(request, payload, here, form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"residentId": "speaker"}):
            return RedirectResponse(f"{county_path(request)}{here}?done=households", 303)
    return await show(request, form)


_LIST = "/{county}/roll/{code}/representatives"
routes = [
    Route(_LIST, _show, methods=["GET"]),
    forms.post(_LIST, end, name="end_seat"),
    forms.post(f"{_LIST}/excuse", excuse, name="excuse_late"),
    forms.post(f"{_LIST}/post", post, name="post_list"),
    forms.post(f"{_LIST}/households", households, name="record_households"),
]
