"""A township's own matters for everybody: what is posted, what is going on, what is over."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.operations import run
from portals.kit.pages import render
from portals.public.frame import village_frame
from portals.public.sources import source
from portals.workplace.today import first_page, next_page


async def township_home(request: Request) -> Response:
    """Show the notices and the matters of a township itself, newest first."""
    code = request.path_params["township"]
    after = request.query_params.get("after") or None
    result = await run(request, "PublicTownship", seat=f"{code}000", after=after)
    known = {
        edge["node"]["code"]: edge["node"]["name"] for edge in result.data["townships"]["edges"]
    }
    if code not in known:
        raise HTTPException(404)
    place = {"code": f"{code}000", "name": known[code]}
    return render(
        request,
        "public/township.html",
        {
            **result.data,
            "township": place,
            "first": first_page(request),
            "after": next_page(request, result.data["publicMatters"]["pageInfo"]),
            "source": source("PublicTownship"),
        },
        frame=await village_frame(request, place, "village"),
    )


routes = [Route("/{county}/t/{township}", township_home, methods=["GET"])]
