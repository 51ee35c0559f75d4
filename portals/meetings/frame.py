"""The meeting that an address names, its vote, and the frame of the meeting pages."""

import base64
from typing import Any

from starlette.requests import Request

from portals.kit.language import N_
from portals.kit.shell import Shell
from portals.workplace import shared
from portals.workplace.shared import Shared

_DIGITS = 5
MEETING = Shared("meetings", "meeting", N_("没有这个会议"))


async def meeting_of(request: Request, operation: str, **more: object) -> dict[str, Any]:
    """Return the meeting of the address; without its matter it is not there."""
    meeting = await MEETING.find(request, operation, **more)
    if meeting["matter"] is None:
        raise MEETING.absent(request)
    if "roll" in meeting:
        # A page of the roll is what these pages work on; a search finds the others.
        meeting["members"] = [edge["node"] for edge in reversed(meeting["roll"]["edges"])]
    return meeting


def searched(request: Request) -> dict[str, object]:
    """Return which part of a long roll is asked for."""
    asked = request.query_params
    return {
        "search": asked.get("q", "")[:40],
        "after": asked.get("after") or None,
        "come": coming(request),
    }


def coming(request: Request) -> int | None:
    """Return how many the calculator is asked to reckon with; None: as it sees fit."""
    typed = request.query_params.get("come", "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else None


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


async def frame(request: Request, held: dict[str, Any]) -> Shell:
    """Return the frame of the pages of a meeting; `held` is the meeting or its matter."""
    name = (held.get("matter") or held)["villageName"]
    return await shared.frame(request, "meetings", held["villageCode"], name)
