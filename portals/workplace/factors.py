"""What leads to the second factor instead of a refusal that one could not act upon."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portals.kit.shell import county_path

_CODES = {"SECOND_FACTOR_NEEDED", "STEP_UP_NEEDED"}


def factor_first(request: Request, payload: dict[str, Any], back: str) -> Response | None:
    """Return the way to the second factor, and from there back, where only that is missing."""
    codes = {one.get("code") for one in payload.get("errors") or []}
    if not codes & _CODES:
        return None
    home = county_path(request)
    return RedirectResponse(f"{home}/second-factor?next={quote(home + back, safe='')}", 303)
