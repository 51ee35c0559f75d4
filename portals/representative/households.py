"""The households for which a representative speaks."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.operations import run
from portals.kit.pages import render
from portals.workplace.places import REPRESENTATIVE, frame, place_of


async def mine(request: Request) -> Response:
    """List the households that chose the reader."""
    await place_of(request, REPRESENTATIVE)
    found = (await run(request, "MyHouseholds")).data["myHouseholds"]
    shell = await frame(request, REPRESENTATIVE, "households")
    return render(request, "representative/households.html", {"households": found}, frame=shell)


routes = [Route("/{county}/rep/households", mine, methods=["GET"])]
