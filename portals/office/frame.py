"""The frame of the county offices' pages: places are shown to those who may go there."""

from dataclasses import replace

from starlette.requests import Request

from portals.executor import viewer_of
from portals.kit.language import N_
from portals.kit.shell import NavItem, Shell
from portals.workplace import places
from portals.workplace.places import COUNTY

_ACCOUNTS = NavItem("accounts", N_("账号"), "/office/accounts")
_READ = "ACCOUNT_READ"


async def frame(request: Request, here: str) -> Shell:
    """Return the frame, with the accounts for those who read them."""
    shell = await places.frame(request, COUNTY, here)
    held = {permission.name for permission, _ in (await viewer_of(request)).grants}
    if _READ not in held:
        return shell
    return replace(shell, nav=(shell.nav[0], _ACCOUNTS, *shell.nav[1:])[:5])
