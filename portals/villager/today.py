"""Today: what I must do, what my village is doing, what was posted last."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.villager.frame import frame, run_here
from portals.workplace.demands import OPEN_STATES, rows_of

_OFFICES = {
    "bulletin": "/secretary",
    "inspect": "/supervision",
    "opinion": "/secretary",
    "review": "/township",
}


_PAGES = {
    "choosing": "/my/choosing",
    "demand": "/demands/{demandId}/desk",
    "election": "/elections/{electionId}/desk",
    "elections": "/elections?place={villageCode}",
    "ended_offices": "/roll/{villageCode}/offices?ended=1",
    "evaluate": "/my/matters/{matterId}/evaluate",
    "meetings": "/v/{villageCode}",
    "offices": "/roll/{villageCode}/offices",
    "plan_election": "/elections/new",
    "representatives": "/roll/{villageCode}/representatives",
    "village": "/v/{villageCode}",
}


def _href(home: str, item: dict[str, Any]) -> str:
    """Return the page on which a to-do item is done."""
    if item["kind"] == "election_vote":
        return f"{home}/elections/{item['electionId']}"
    if item["kind"] == "submit_sheet":
        return f"{home}/matters/{item['matterId']}"
    if item["link"] in _PAGES:
        return home + _PAGES[item["link"]].format(**item)
    if item["link"] in _OFFICES:
        return home + _OFFICES[item["link"]]
    if item["link"] != "matter" and item["meetingId"]:
        return f"{home}/meetings/{item['meetingId']}"
    return f"{home}/my/matters/{item['matterId']}"


async def today(request: Request) -> Response:
    """Show the villager's first page."""
    data = (await run_here(request, "VillagerToday", states=OPEN_STATES)).data
    home = county_path(request)
    rows = [
        {
            "href": _href(home, item),
            "verb": item["verb"],
            "object": item["object"],
            "why": item["detail"],
            "due": item["dueAt"],
        }
        for item in data["todo"]
    ]
    return render(
        request,
        "villager/today.html",
        {**data, "rows": rows, "demands": rows_of(request, data["demands"]["edges"])},
        frame=await frame(request, data, "today"),
    )


routes = [Route("/{county}/my", today, methods=["GET"])]
