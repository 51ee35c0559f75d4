"""The frame of sign-in and account pages, and the way onward after signing in."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portals.executor import viewer_of
from portals.identity.homes import homes_of, landing
from portals.kit import language
from portals.kit.language import N_
from portals.kit.preferences import local_path
from portals.kit.shell import NavItem, Shell, county_path

PHONE = "12345"
_VISITOR: tuple[NavItem, ...] = (
    NavItem("find", N_("找村"), "/"),
    NavItem("open", N_("公开"), "/bulletins"),
    NavItem("check", N_("查真假"), "/check"),
    NavItem("sign-in", N_("登录"), "/sign-in"),
)


async def frame(request: Request, data: dict[str, Any], here: str) -> Shell:
    """Return the frame: a visitor's, or the portals of the person and the account."""
    viewer = await viewer_of(request)
    me = data["me"]
    nav = _VISITOR
    if me["signedIn"]:
        homes = homes_of(one["role"] for one in me["roles"])
        places = tuple(NavItem(one.path, one.label, one.path) for one in homes)
        nav = (*places, NavItem("me", N_("我的账号"), "/me"))
    return Shell(
        place=viewer.tenant.name,
        above=language.translate(language.of(request), N_("村务公开")),
        home=f"{county_path(request)}/",
        phone=PHONE,
        nav=nav,
        here=here,
    )


def wanted(request: Request, typed: str = "") -> str:
    """Return the local path to go on to, or nothing."""
    path = local_path(typed or request.query_params.get("next", ""))
    return "" if path == "/" else path


def with_next(path: str, following: str) -> str:
    """Return a path that remembers where to go on to."""
    return f"{path}?next={quote(following, safe='')}" if following else path


def onward(request: Request, me: dict[str, Any], following: str) -> Response:
    """Go on: to the second factor while it is due, to the wished page, or home."""
    home = county_path(request)
    if me["secondFactorDue"]:
        step = "/second-factor" if me["secondFactorEnrolled"] else "/second-factor/enrol"
        return RedirectResponse(with_next(home + step, following), 303)
    own = landing(one["role"] for one in me["roles"])
    return RedirectResponse(following or home + own, 303)
