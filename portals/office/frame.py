"""The frame of the county offices' pages."""

from starlette.requests import Request

from portals.kit.shell import Shell
from portals.workplace import places
from portals.workplace.places import COUNTY


async def frame(request: Request, here: str) -> Shell:
    """Return the frame of a page of the county offices."""
    return await places.frame(request, COUNTY, here)
