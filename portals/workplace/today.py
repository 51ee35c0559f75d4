"""Today and the list of matters, the same for every office."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace.demands import OPEN_STATES, rows_of
from portals.workplace.places import Office, frame, place_of
from portals.workplace.words import ENDED

Page = Callable[[Request], Awaitable[Response]]
_OPEN = ("NOW", "LATE", "RETURNED")
_PAGES = {
    "assignments": "/assignments",
    "choosing": "/roll/{villageCode}/choosing",
    "demand": "/demands/{demandId}/desk",
    "election": "/elections/{electionId}/desk",
    "elections": "/elections?place={villageCode}",
    "ended_offices": "/roll/{villageCode}/offices?ended=1",
    "evaluate": "/my/matters/{matterId}/evaluate",
    "meetings": "{office}/matters",
    "offices": "/roll/{villageCode}/offices",
    "plan_election": "/elections/new",
    "recall": "/elections/recall?village={villageCode}&demand={demandId}",
    "representatives": "/roll/{villageCode}/representatives",
    "opinion": "/secretary/needs/{opinionId}",
    "sign": "/matters/{matterId}/sign",
    "village": "/v/{villageCode}",
}
# The part of a meeting's room where it is done; else the room itself.
_ROOMS = {
    "close_vote": "/desk",
    "enter_count": "/paper",
    "open_meeting": "/desk",
    "open_vote": "/desk",
}
# What somebody does as a villager, whatever office they hold besides.
_OWN = {
    "confirm_representative": "/my/choosing",
    "election_vote": "/elections/{electionId}",
}
_TOWNSHIP_DIGITS = 9
_VILLAGE_DIGITS = 12


def href(home: str, item: dict[str, Any], office: str = "/my") -> str:
    """Return the page on which a to-do item is done; `office`: the portal it is asked from."""
    link = item["link"]
    if item["kind"] in _OWN:
        return home + _OWN[item["kind"]].format(**item)
    if link in _PAGES:
        return home + _PAGES[link].format(**item, office=office)
    if link == "bulletin" and item["bulletinId"]:
        return f"{home}/bulletins/{item['bulletinId']}"
    if link in {"meeting", "vote"} and item["meetingId"]:
        return f"{home}/meetings/{item['meetingId']}{_ROOMS.get(item['kind'], '')}"
    return f"{home}/matters/{item['matterId']}"


def rows(
    request: Request, items: list[dict[str, Any]], office: str = "/my"
) -> list[dict[str, Any]]:
    """Return to-do items as the component takes them."""
    home = county_path(request)
    return [
        {
            "href": href(home, item, office),
            "verb": item["verb"],
            "object": item["object"],
            "why": item["detail"],
            "due": item["dueAt"],
        }
        for item in items
    ]


def open_step(matter: dict[str, Any]) -> dict[str, Any]:
    """Return the step of the rail that is open now; nothing once everything is over."""
    return next((one for one in matter["rail"] if one["status"] in _OPEN), {})


def _running(
    request: Request, edges: list[dict[str, Any]], *, ended: bool = False
) -> list[dict[str, Any]]:
    """Return matters as rows of a list: those under way, or all."""
    home, found = county_path(request), []
    for matter in (edge["node"] for edge in edges):
        step = open_step(matter)
        if step or ended:
            notes = (matter["villageName"], matter["number"], matter["methodName"])
            found.append(
                {
                    "href": f"{home}/matters/{matter['id']}",
                    "label": matter["title"],
                    "note": " · ".join([*notes, *([step["name"]] if step else [])]),
                    "due": step.get("dueAt"),
                    "tag": matter["stateName"],
                    "kind": ENDED.get(matter["state"], "pine"),
                }
            )
    return found


def _listed(request: Request, edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    home, found = county_path(request), []
    for matter in (edge["node"] for edge in edges):
        step = open_step(matter)
        found.append(
            {
                "href": f"{home}/matters/{matter['id']}",
                "number": matter["number"],
                "title": matter["title"],
                "village": matter["villageName"],
                "type": matter["typeName"],
                "method": matter["methodName"],
                "step": step.get("name", "—"),
                "due": step.get("dueAt"),
                "state": matter["stateName"],
                "kind": ENDED.get(matter["state"], "pine"),
            }
        )
    return found


def _columns(request: Request, *, villages: bool) -> list[dict[str, Any]]:
    def say(text: str) -> str:
        return language.translate(language.of(request), text)

    found: list[dict[str, Any]] = [
        {"key": "title", "label": say(N_("事项")), "own": True},
        {"key": "number", "label": say(N_("编号")), "own": True},
        {"key": "type", "label": say(N_("哪一类"))},
        {"key": "method", "label": say(N_("工作法"))},
        {"key": "step", "label": say(N_("走到哪一步")), "own": True},
        {"key": "state", "label": say(N_("状态")), "own": True},
    ]
    if villages:
        found.insert(1, {"key": "village", "label": say(N_("哪个村")), "own": True})
    return found


def next_page(request: Request, info: dict[str, Any]) -> str:
    """Return the address of the next page of a list with the same filters, or nothing."""
    if not info["hasNextPage"]:
        return ""
    kept = {key: value for key, value in request.query_params.items() if key != "after"}
    return f"?{urlencode({**kept, 'after': info['endCursor']})}"


def first_page(request: Request) -> str:
    """Return the address of the list's first page, if the reader is further down."""
    return request.url.path if request.query_params.get("after") else ""


def _today(office: Office) -> Page:
    async def today(request: Request) -> Response:
        place = await place_of(request, office)
        data = (await run(request, "WorkplaceToday", place=place, states=OPEN_STATES)).data
        values = {
            **data,
            "rows": rows(request, data["todo"], office.path),
            "running": _running(request, data["matters"]["edges"]),
            "demands": rows_of(request, data["demands"]["edges"]),
            "place": place,
            "office": office,
        }
        shell = await frame(request, office, "today")
        return render(request, "workplace/today.html", values, frame=shell)

    return today


def _matters(office: Office) -> Page:
    async def matters(request: Request) -> Response:
        place = await place_of(request, office)
        wide = len(place) < _VILLAGE_DIGITS
        data = (
            await run(
                request,
                "WorkplaceMatters",
                after=request.query_params.get("after") or None,
                village=request.query_params.get("village") or None,
                township=place if len(place) == _TOWNSHIP_DIGITS else None,
                wide=wide,
            )
        ).data
        edges = data["villages"]["edges"] if wide else []
        values = {
            "office": office,
            "rows": _listed(request, data["matters"]["edges"]),
            "entries": _running(request, data["matters"]["edges"], ended=True),
            "columns": _columns(request, villages=wide),
            "villages": [(edge["node"]["code"], edge["node"]["name"]) for edge in edges],
            "first": first_page(request),
            "after": next_page(request, data["matters"]["pageInfo"]),
        }
        shell = await frame(request, office, "matters")
        return render(request, "workplace/matters.html", values, frame=shell)

    return matters


def routes_of(office: Office) -> list[Route]:
    """Return the routes that every office has."""
    base = f"/{{county}}{office.path}"
    return [
        Route(base, _today(office), methods=["GET"]),
        Route(f"{base}/matters", _matters(office), methods=["GET"]),
    ]
