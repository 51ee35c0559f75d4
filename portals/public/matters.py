"""How a matter went, for everybody: its steps, what was posted, how it was decided."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.operations import run
from portals.kit.pages import render
from portals.public.frame import village_frame
from portals.public.sources import source
from tenants.authorization.roles import is_seat


async def show(request: Request) -> Response:
    """Show the public side of a matter."""
    result = await run(request, "PublicMatter", id=request.path_params["id"])
    matter = result.data["publicMatter"]
    if matter is None:
        raise HTTPException(404)
    village = {"code": matter["villageCode"], "name": matter["villageName"]}
    return render(
        request,
        "public/matter.html",
        {
            **result.data,
            "matter": matter,
            "own": is_seat(matter["villageCode"]),
            "source": source("PublicMatter"),
        },
        frame=await village_frame(request, village, "open"),
    )


routes = [Route("/{county}/m/{id}", show, methods=["GET"])]
