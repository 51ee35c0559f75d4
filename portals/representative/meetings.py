"""My meetings: called, running and past."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace.places import REPRESENTATIVE, frame, place_of
from portals.workplace.today import first_page, next_page

_STATES = {
    "CALLED": (N_("已通知"), "warn"),
    "OPEN": (N_("正在开"), "pine"),
    "CLOSED": (N_("已开完"), "ok"),
    "ADJOURNED": (N_("已休会"), ""),
    "NONE": (N_("已休会"), ""),
}


def _row(home: str, meeting: dict[str, Any]) -> dict[str, Any]:
    mine, (state, kind) = meeting["me"] or {}, _STATES[meeting["state"]]
    return {
        "href": f"{home}/meetings/{meeting['id']}",
        "title": _title(meeting),
        "body": meeting["bodyName"],
        "when": meeting["scheduledAt"],
        "place": meeting["place"],
        "present": meeting["presentCount"],
        "due": meeting["dueCount"],
        "excuse": mine.get("excuse"),
        "came": mine.get("presentAt"),
        "state": state,
        "kind": kind,
    }


def _title(meeting: dict[str, Any]) -> str:
    named = [one["title"] for one in meeting["items"] if one["title"]]
    return "、".join(named) or str(meeting["bodyName"])


async def mine(request: Request) -> Response:
    """List the meetings on whose roll the reader stands."""
    await place_of(request, REPRESENTATIVE)
    after = request.query_params.get("after") or None
    found = (await run(request, "MyMeetings", after=after)).data["myMeetings"]
    home = county_path(request)
    values = {
        "rows": [_row(home, edge["node"]) for edge in found["edges"]],
        "first": first_page(request),
        "after": next_page(request, found["pageInfo"]),
    }
    shell = await frame(request, REPRESENTATIVE, "meetings")
    return render(request, "representative/meetings.html", values, frame=shell)


routes = [Route("/{county}/rep/meetings", mine, methods=["GET"])]
