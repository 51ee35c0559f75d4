"""The names, for the supervisory board and the township; each reading is written down."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.initiatives.frame import frame
from portals.kit.operations import run
from portals.kit.pages import render
from portals.workplace.today import first_page, next_page


async def names(request: Request) -> Response:
    """List who signed."""
    after = request.query_params.get("after") or None
    data = (await run(request, "DemandNames", id=request.path_params["id"], after=after)).data
    if data["demand"] is None:
        raise HTTPException(404)
    found = data["demandSignatories"]
    values = {
        "demand": data["demand"],
        "rows": [edge["node"] for edge in found["edges"]],
        "first": first_page(request),
        "after": next_page(request, found["pageInfo"]),
    }
    shell = await frame(request, data["demand"])
    return render(request, "initiatives/names.html", values, frame=shell)


routes = [Route("/{county}/demands/{id}/names", names, methods=["GET"])]
