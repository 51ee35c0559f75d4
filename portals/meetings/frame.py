"""The meeting that an address names, its vote, and the frame of the meeting pages."""

from typing import Any

from starlette.requests import Request

from portals.kit.language import N_
from portals.kit.shell import Shell
from portals.workplace import shared
from portals.workplace.shared import Shared

MEETING = Shared("meetings", "meeting", N_("没有这个会议"))


async def meeting_of(request: Request, operation: str) -> dict[str, Any]:
    """Return the meeting of the address; without its matter it is not there."""
    meeting = await MEETING.find(request, operation)
    if meeting["matter"] is None:
        raise MEETING.absent(request)
    return meeting


def vote_of(meeting: dict[str, Any]) -> dict[str, Any] | None:
    """Return the open vote, else the last one."""
    votes = meeting["votes"]
    return next((one for one in votes if one["state"] == "OPEN"), votes[-1] if votes else None)


async def frame(request: Request, held: dict[str, Any]) -> Shell:
    """Return the frame of the pages of a meeting; `held` is the meeting or its matter."""
    name = (held.get("matter") or held)["villageName"]
    return await shared.frame(request, "meetings", held["villageCode"], name)
