"""The frame of the public pages: of the whole site, of a county, of a village."""

from typing import Any

from starlette.requests import Request

from portals.kit import language
from portals.kit.language import N_
from portals.kit.shell import NavItem, Shell, county_path

# The government's service line: the same number in every county of China.
PHONE = "12345"


def _account(request: Request) -> NavItem:
    viewer = getattr(request.state, "viewer", None)
    if viewer is not None and viewer.signed_in:
        return NavItem("me", N_("我的"), "/me")
    return NavItem("sign-in", N_("登录"), "/sign-in")


def _shared(request: Request) -> tuple[NavItem, ...]:
    return (
        NavItem("check", N_("查真假"), "/check"),
        _account(request),
    )


def site_frame() -> Shell:
    """Return the frame of pages that belong to no county."""
    return Shell(place="明白", home="/", phone=PHONE)


def county_frame(request: Request, county: dict[str, Any], here: str) -> Shell:
    """Return the frame of a county's pages; `here` is the key of the current place."""
    nav = (
        NavItem("find", N_("找我的村"), "/"),
        NavItem("open", N_("公开"), "/bulletins"),
        *_shared(request),
    )
    return Shell(
        place=county["name"],
        above=language.translate(language.of(request), N_("村务公开")),
        home=f"{county_path(request)}/",
        phone=PHONE,
        nav=nav,
        here=here,
    )


def village_frame(
    request: Request, county: dict[str, Any], village: dict[str, Any], here: str
) -> Shell:
    """Return the frame of a village's pages; the township is named where it is known."""
    home = f"/v/{village['code']}"
    nav = (
        NavItem("village", N_("本村"), home),
        NavItem("open", N_("公开"), f"{home}/bulletins"),
        *_shared(request),
    )
    above = [county["name"], village.get("townshipName")]
    return Shell(
        place=village["name"],
        above=" · ".join(filter(None, above)),
        home=f"{county_path(request)}{home}",
        phone=PHONE,
        owner=f"{village['name']}村民委员会",
        nav=nav,
        here=here,
    )
