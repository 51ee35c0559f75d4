"""The front door: the counties that are open here."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.identity import demonstration
from portals.kit.pages import render
from portals.public.frame import site_frame
from tenants.registry import open_tenants


async def front_door(request: Request) -> Response:
    """List the open counties; the registry holds nothing about people."""
    counties = [one for one in await open_tenants() if one.kind == "county"]
    tried = [one.code for one in counties if demonstration.accounts(one.code)]
    values = {"counties": counties, "demo": tried[0] if tried else ""}
    return render(request, "public/counties.html", values, frame=site_frame())


routes = [Route("/", front_door, methods=["GET"])]
