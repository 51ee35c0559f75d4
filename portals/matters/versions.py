"""Any two versions of a matter side by side."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.pages import render
from portals.matters.page import MATTER, compared, frame


def _chosen(versions: list[dict[str, Any]], asked: str | None, otherwise: int) -> dict[str, Any]:
    """Return the version of a number; an unknown number is the usual one."""
    found = [one for one in versions if str(one["versionNo"]) == asked]
    return found[0] if found else versions[otherwise]


async def show(request: Request) -> Response:
    """Show the two versions of the address, the last two where none are named."""
    matter = await MATTER.find(request, "MatterDesk")
    versions = matter["versions"]
    values: dict[str, Any] = {"matter": matter, "versions": versions, "rows": []}
    if versions:
        old = _chosen(versions, request.query_params.get("old"), max(0, len(versions) - 2) or 0)
        new = _chosen(versions, request.query_params.get("new"), -1)
        values |= {"old": old, "new": new, "rows": compared(request, old, new)}
    shell = await frame(request, matter)
    return render(request, "matters/versions.html", values, frame=shell)


routes = [Route("/{county}/matters/{id}/versions", show, methods=["GET"])]
