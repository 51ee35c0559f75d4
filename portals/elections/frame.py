"""The election that an address names, and the frame of its pages."""

from typing import Any

from starlette.requests import Request

from portals.kit.language import N_
from portals.kit.shell import Shell
from portals.workplace import shared
from portals.workplace.shared import Shared

ELECTION = Shared("elections", "election", N_("没有这次选举"))


async def frame(request: Request, election: dict[str, Any]) -> Shell:
    """Return the frame of the pages of one election."""
    return await shared.frame(
        request, "elections", election["villageCode"], election["villageName"]
    )
