"""My meetings: called, running and past."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.operations import run
from portals.kit.pages import render
from portals.workplace.places import REPRESENTATIVE, frame, place_of


async def mine(request: Request) -> Response:
    """List the meetings on whose roll the reader stands."""
    await place_of(request, REPRESENTATIVE)
    after = request.query_params.get("after")
    data = (await run(request, "WorkplaceMeetings", after=after)).data
    shell = await frame(request, REPRESENTATIVE, "meetings")
    return render(request, "representative/meetings.html", data, frame=shell)


routes = [Route("/{county}/rep/meetings", mine, methods=["GET"])]
