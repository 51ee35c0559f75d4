"""The households for which a representative speaks."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.kit.operations import run
from portals.kit.pages import render
from portals.workplace.places import REPRESENTATIVE, frame, place_of


async def mine(request: Request) -> Response:
    """List the households that chose the reader."""
    village = await place_of(request, REPRESENTATIVE)
    viewer = await viewer_of(request)
    data = (await run(request, "MyHouseholds", village=village)).data
    own = [
        edge["node"]
        for edge in data["households"]["edges"]
        if edge["node"]["representativeName"] == viewer.name
    ]
    shell = await frame(request, REPRESENTATIVE, "households")
    return render(request, "representative/households.html", {"households": own}, frame=shell)


routes = [Route("/{county}/rep/households", mine, methods=["GET"])]
