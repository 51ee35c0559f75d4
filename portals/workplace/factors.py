"""What leads to the second factor instead of a refusal that one could not act upon."""

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portals.identity.factors import Held, hold
from portals.kit.forms import Form
from portals.kit.shell import county_path

_CODES = {"SECOND_FACTOR_NEEDED", "STEP_UP_NEEDED"}


def _missing(payload: dict[str, Any]) -> bool:
    return bool(_CODES & {one.get("code") for one in payload.get("errors") or []})


async def factor_first(
    request: Request, payload: dict[str, Any], back: str, form: Form | None = None
) -> Response | None:
    """Return the way to the second factor where only that is missing, and from there back.

    With the form its fields are carried along and sent again afterwards: nothing typed is lost.
    Without it (files cannot be carried) the way leads back to the page at `back`.
    """
    if not _missing(payload):
        return None
    home = county_path(request)
    if form is not None:
        return await hold(request, Held(request.url.path, home + back, form.held()))
    return RedirectResponse(f"{home}/second-factor?next={quote(home + back, safe='')}", 303)
