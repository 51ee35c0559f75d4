"""The frame of the public pages: of the whole site, of a county, of a village."""

from typing import Any

from starlette.requests import Request

from portals.executor import viewer_of
from portals.kit import language
from portals.kit.language import N_
from portals.kit.shell import NavItem, Shell, county_path
from tenants.authorization.roles import TOWNSHIP_DIGITS, is_seat

# The government's service line: the same number in every county of China.
PHONE = "12345"


def _shared(*, signed_in: bool) -> tuple[NavItem, ...]:
    own = ("home", N_("今天要办"), "/home") if signed_in else ("sign-in", N_("登录"), "/sign-in")
    return (NavItem("check", N_("查真假"), "/check"), NavItem(*own))


def site_frame() -> Shell:
    """Return the frame of pages that belong to no county."""
    return Shell(place="明白", home="/", phone=PHONE)


async def county_frame(request: Request, here: str) -> Shell:
    """Return the frame of a county's pages; `here` is the key of the current place."""
    viewer = await viewer_of(request)
    nav = (
        NavItem("find", N_("找村"), "/"),
        NavItem("open", N_("公开"), "/bulletins"),
        *_shared(signed_in=viewer.signed_in),
    )
    return Shell(
        place=viewer.tenant.name,
        above=language.translate(language.of(request), N_("村务公开")),
        home=f"{county_path(request)}/",
        phone=PHONE,
        nav=nav,
        here=here,
    )


async def village_frame(request: Request, village: dict[str, Any], here: str) -> Shell:
    """Return the frame of a village's pages; the township is named where it is known."""
    viewer = await viewer_of(request)
    if is_seat(village["code"]):
        return await _township_frame(request, village, here)
    home = f"/v/{village['code']}"
    nav = (
        NavItem("village", N_("本村"), home),
        NavItem("open", N_("公开"), f"{home}/bulletins"),
        *_shared(signed_in=viewer.signed_in),
    )
    above = [viewer.tenant.name, village.get("townshipName")]
    return Shell(
        place=village["name"],
        above=" · ".join(filter(None, above)),
        home=f"{county_path(request)}{home}",
        phone=PHONE,
        owner=f"{village['name']}村民委员会",
        nav=nav,
        here=here,
    )


async def _township_frame(request: Request, seat: dict[str, Any], here: str) -> Shell:
    """Return the frame of the pages about a township's own matters."""
    viewer = await viewer_of(request)
    home = f"/t/{seat['code'][:TOWNSHIP_DIGITS]}"
    own = NavItem("village", N_("乡镇本级"), home)
    return Shell(
        place=seat["name"],
        above=viewer.tenant.name,
        home=f"{county_path(request)}{home}",
        phone=PHONE,
        owner=f"中共{seat['name']}委员会",
        asks_village=False,
        nav=(own, *_shared(signed_in=viewer.signed_in)),
        here=here,
    )
