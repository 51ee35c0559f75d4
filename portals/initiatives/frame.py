"""The demand that an address names, its frame, and where the reader may demand something."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from portals.executor import viewer_of
from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import OperationFailed
from portals.kit.shell import Shell
from portals.workplace import shared
from portals.workplace.shared import Shared
from tenants.authorization.roles import is_village

VILLAGE_DIGITS = 12
DEMAND = Shared("demands", "demand", N_("没有这项联名"))


async def frame(request: Request, demand: dict[str, Any]) -> Shell:
    """Return the frame of the pages of one demand."""
    return await shared.frame(request, "demands", demand["villageCode"], demand["villageName"])


async def own_village(request: Request) -> str:
    """Return the village in which the reader may demand something; strangers sign in first."""
    viewer = await viewer_of(request)
    if not viewer.signed_in:
        raise OperationFailed("SharedVillage", [{"extensions": {"code": "SIGN_IN_NEEDED"}}])
    places_held = [one.place for one in viewer.roles if is_village(one.place)]
    if not places_held:
        text = N_("您的账号不在哪个村的名册上，不能发起联名。")
        raise HTTPException(403, language.translate(language.of(request), text))
    return places_held[0]
