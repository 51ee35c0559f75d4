"""The frame of the villager's pages, and which village is theirs."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from portals.executor import viewer_of
from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import OperationFailed, Result, run
from portals.kit.shell import NavItem, Shell, county_path
from tenants.authorization.roles import is_village

NAV = (
    NavItem("today", N_("今天"), "/my"),
    NavItem("open", N_("公开"), "/my/open"),
    NavItem("say", N_("我说"), "/my/say"),
    NavItem("mine", N_("我的"), "/my/me"),
)
PHONE = "12345"


async def village_of(request: Request) -> str:
    """Return the code of the reader's village; whoever is not signed in signs in first."""
    viewer = await viewer_of(request)
    if not viewer.signed_in:
        raise OperationFailed("VillagerFrame", [{"extensions": {"code": "SIGN_IN_NEEDED"}}])
    places = [one.place for one in viewer.roles if is_village(one.place)]
    if not places:
        text = N_("您的账号不在哪个村的名册上，看不到村民的页面。请到“我的账号”换一个身份。")
        raise HTTPException(403, language.translate(language.of(request), text))
    return places[0]


async def run_here(request: Request, operation: str, /, **variables: object) -> Result:
    """Run an operation for the reader's own village."""
    return await run(request, operation, village=await village_of(request), **variables)


async def frame(request: Request, data: dict[str, Any], here: str) -> Shell:
    """Return the frame for the reader's village; `here` is the key of the current place."""
    viewer, village = await viewer_of(request), data["village"]
    return Shell(
        place=village["name"],
        above=f"{viewer.tenant.name} · {village['townshipName']}",
        home=f"{county_path(request)}/my",
        phone=PHONE,
        owner=f"{village['name']}村民委员会",
        nav=NAV,
        here=here,
    )
