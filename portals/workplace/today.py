"""Today and the list of matters, the same for every office."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace.places import Office, frame, place_of

Page = Callable[[Request], Awaitable[Response]]


def href(home: str, item: dict[str, Any]) -> str:
    """Return the page on which a to-do item is done."""
    link, matter = item["link"], item["matterId"]
    if link == "opinion":
        return f"{home}/secretary/needs"
    if link == "bulletin" and item["bulletinId"]:
        return f"{home}/bulletins/{item['bulletinId']}"
    if link == "evaluate":
        return f"{home}/my/matters/{matter}/evaluate"
    if link == "sign":
        return f"{home}/matters/{matter}/sign"
    if link in {"meeting", "vote"} and item["meetingId"]:
        desk = "/desk" if item["kind"] in {"open_meeting", "open_vote", "close_vote"} else ""
        return f"{home}/meetings/{item['meetingId']}{desk}"
    return f"{home}/matters/{matter}"


def rows(request: Request, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return to-do items as the component takes them."""
    home = county_path(request)
    return [
        {
            "href": href(home, item),
            "verb": item["verb"],
            "object": item["object"],
            "why": item["detail"],
            "due": item["dueAt"],
        }
        for item in items
    ]


def _today(office: Office) -> Page:
    async def today(request: Request) -> Response:
        await place_of(request, office)
        data = (await run(request, "WorkplaceToday")).data
        values = {**data, "rows": rows(request, data["todo"]), "office": office}
        shell = await frame(request, office, "today")
        return render(request, "workplace/today.html", values, frame=shell)

    return today


def _matters(office: Office) -> Page:
    async def matters(request: Request) -> Response:
        await place_of(request, office)
        after = request.query_params.get("after")
        data = (await run(request, "WorkplaceMatters", after=after)).data
        shell = await frame(request, office, "matters")
        values = {**data, "office": office}
        return render(request, "workplace/matters.html", values, frame=shell)

    return matters


def routes_of(office: Office) -> list[Route]:
    """Return the routes that every office has."""
    base = f"/{{county}}{office.path}"
    return [
        Route(base, _today(office), methods=["GET"]),
        Route(f"{base}/matters", _matters(office), methods=["GET"]),
    ]
