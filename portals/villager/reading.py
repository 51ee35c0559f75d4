"""What is open: the bulletins of my village."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.pages import render
from portals.villager.frame import frame, run_here


async def bulletins(request: Request) -> Response:
    """List the bulletins of the reader's village, newest first."""
    after = request.query_params.get("after") or None
    data = (await run_here(request, "VillagerBulletins", after=after)).data
    return render(request, "villager/open.html", data, frame=await frame(request, data, "open"))


routes = [Route("/{county}/my/open", bulletins, methods=["GET"])]
