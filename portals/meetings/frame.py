"""The frame of the meeting pages, and the meeting that an address names."""

import base64
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from portals.executor import viewer_of
from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.shell import Shell, county_path
from portals.workplace import places
from portals.workplace.places import office_of


def address(request: Request, tail: str = "") -> str:
    """Return the address of this meeting's room, or of a page below it."""
    return f"{county_path(request)}/meetings/{request.path_params['id']}{tail}"


def back(request: Request, tail: str = "") -> RedirectResponse:
    """Lead back to a page of this meeting."""
    return RedirectResponse(address(request, tail), 303)


async def meeting_of(request: Request, operation: str, **more: object) -> dict[str, Any]:
    """Return the meeting of the address; what may not be seen is not there."""
    found = (await run(request, operation, id=request.path_params["id"], **more)).data["meeting"]
    if found is None:
        text = language.translate(language.of(request), N_("没有这个会议"))
        raise HTTPException(404, text)
    meeting: dict[str, Any] = found
    if "roll" in meeting:
        # A page of the roll is what these pages work on; a search finds the others.
        meeting["members"] = [edge["node"] for edge in reversed(meeting["roll"]["edges"])]
    return meeting


def searched(request: Request) -> dict[str, object]:
    """Return which part of a long roll is asked for."""
    asked = request.query_params
    return {"search": asked.get("q", "")[:40], "after": asked.get("after") or None}


def item_of(meeting: dict[str, Any]) -> dict[str, Any]:
    """Return the item that is dealt with: under vote, else the first to come, else the last."""
    items: list[dict[str, Any]] = meeting["items"]
    for state in ("VOTING", "WAITING"):
        found = next((one for one in items if one["state"] == state), None)
        if found is not None:
            return found
    return items[-1]


def waiting_of(meeting: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the items that are still to be put to the vote, by their matters' ids."""
    return [
        (one["matterId"], f"{one['position']}. {one['title'] or ''}")
        for one in meeting["items"]
        if one["state"] == "WAITING"
    ]


def vote_of(meeting: dict[str, Any]) -> dict[str, Any] | None:
    """Return the vote on the item that is dealt with."""
    about = item_of(meeting)["vote"]
    return next((one for one in meeting["votes"] if about and one["id"] == about["id"]), None)


def picture(qr: dict[str, Any] | None) -> str:
    """Return a code as the address of a picture."""
    if qr is None:
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(qr['svg'].encode()).decode()}"


async def frame(request: Request, village_name: str) -> Shell:
    """Return the frame of the reader's office, else whose meeting it is and the way home."""
    office = await office_of(request)
    if office is not None:
        return await places.frame(request, office, "meetings", village_name)
    viewer = await viewer_of(request)
    return Shell(
        place=village_name,
        above=viewer.tenant.name,
        home=f"{county_path(request)}/home",
        phone="12345",
        owner=f"{village_name}村民委员会",
        reader=viewer.name,
    )
