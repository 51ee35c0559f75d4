"""The frame of the county offices' pages: places are shown to those who may go there."""

from dataclasses import replace

from starlette.requests import Request

from portals.executor import viewer_of
from portals.kit.language import N_
from portals.kit.shell import NavItem, Shell
from portals.workplace import places
from portals.workplace.places import COUNTY

_ACCOUNTS = NavItem("accounts", N_("账号"), "/office/accounts")
_METHODS = NavItem("methods", N_("工作方法"), "/office/methods")
# Places in the frame that not every office of the county may go to.
_EXTRA = (("METHOD_MANAGE", _METHODS), ("ACCOUNT_READ", _ACCOUNTS))


async def frame(request: Request, here: str) -> Shell:
    """Return the frame, with the accounts and the methods for those who may go there."""
    shell = await places.frame(request, COUNTY, here)
    held = {permission.name for permission, _ in (await viewer_of(request)).grants}
    more = tuple(item for permission, item in _EXTRA if permission in held)
    return replace(shell, nav=(shell.nav[0], *more, *shell.nav[1:]))
