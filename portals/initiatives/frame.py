"""The frame of the pages of initiatives, and the demand that an address names."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse

from portals.executor import viewer_of
from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import OperationFailed, run
from portals.kit.shell import Shell, county_path
from portals.public.frame import county_frame, village_frame
from portals.villager.frame import frame as villager_frame
from portals.workplace import places
from portals.workplace.places import office_of

VILLAGE_DIGITS = 12


def address(request: Request, tail: str = "") -> str:
    """Return the address of this demand's page, or of one below it."""
    return f"{county_path(request)}/demands/{request.path_params['id']}{tail}"


def back(request: Request, tail: str = "") -> RedirectResponse:
    """Lead back to a page of this demand."""
    return RedirectResponse(address(request, tail), 303)


async def demand_of(request: Request, operation: str) -> dict[str, Any]:
    """Return the demand of the address."""
    found = (await run(request, operation, id=request.path_params["id"])).data["demand"]
    if found is None:
        text = language.translate(language.of(request), N_("没有这项联名"))
        raise HTTPException(404, text)
    demand: dict[str, Any] = found
    return demand


async def own_village(request: Request) -> str:
    """Return the village in which the reader may demand something; strangers sign in first."""
    viewer = await viewer_of(request)
    if not viewer.signed_in:
        raise OperationFailed("DemandVillage", [{"extensions": {"code": "SIGN_IN_NEEDED"}}])
    places_held = [one.place for one in viewer.roles if len(one.place) == VILLAGE_DIGITS]
    if not places_held:
        text = N_("您的账号不在哪个村的名册上，不能发起联名。")
        raise HTTPException(403, language.translate(language.of(request), text))
    return places_held[0]


async def frame(request: Request, village: str = "") -> Shell:
    """Return the frame of the reader's office, of their village, or of the public pages."""
    office, viewer = await office_of(request), await viewer_of(request)
    if office is not None and viewer.signed_in:
        return await places.frame(request, office, "demands")
    if not village:
        return await county_frame(request, "demands")
    data = (await run(request, "DemandVillage", village=village)).data
    if data["village"] is None:
        return await county_frame(request, "demands")
    if any(one.place == village for one in viewer.roles):
        return await villager_frame(request, data, "demands")
    return await village_frame(request, data["village"], "demands")
