"""The frame of the election pages, and the election that an address names."""

from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from portals.executor import viewer_of
from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.shell import Shell, county_path
from portals.public.frame import county_frame
from portals.workplace import places
from portals.workplace.places import office_of


def address(request: Request, tail: str = "") -> str:
    """Return the address of this election's page, or of one below it."""
    return f"{county_path(request)}/elections/{request.path_params['id']}{tail}"


def back(request: Request, tail: str = "") -> RedirectResponse:
    """Lead back to a page of this election."""
    return RedirectResponse(address(request, tail), 303)


async def election_of(request: Request, operation: str) -> dict[str, Any]:
    """Return the election of the address; what may not be seen is not there."""
    found = (await run(request, operation, id=request.path_params["id"])).data["election"]
    if found is None:
        text = language.translate(language.of(request), N_("没有这次选举"))
        raise HTTPException(404, text)
    election: dict[str, Any] = found
    return election


async def frame(request: Request, village_name: str = "") -> Shell:
    """Return the frame of the reader's office, else that of the public pages."""
    office = await office_of(request)
    viewer = await viewer_of(request)
    if office is not None and viewer.signed_in:
        return await places.frame(request, office, "elections", village_name)
    shell = await county_frame(request, "elections")
    return replace(
        shell,
        place=village_name or shell.place,
        above=viewer.tenant.name if village_name else shell.above,
        home=f"{county_path(request)}/home" if viewer.signed_in else shell.home,
        owner=f"{village_name}村民委员会" if village_name else "",
        reader=viewer.name,
    )
