"""Finding one's village, and the village's own page."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.operations import run
from portals.kit.pages import render
from portals.public.frame import county_frame, village_frame
from portals.public.sources import source
from portals.workplace.demands import OPEN_STATES, rows_of


async def county_home(request: Request) -> Response:
    """Find a village by name, pinyin initials or township; the newest bulletins beside it."""
    asked = request.query_params
    search, township = asked.get("q", "").strip()[:40], asked.get("township", "")
    result = await run(
        request,
        "FindVillage",
        search=search,
        township=township or None,
        after=asked.get("after") or None,
    )
    return render(
        request,
        "public/county.html",
        {**result.data, "search": search, "township": township, "source": source("FindVillage")},
        frame=await county_frame(request, "find"),
    )


async def village_home(request: Request) -> Response:
    """Show what is posted now, what is going on, and the newest bulletins of a village."""
    code = request.path_params["village"]
    result = await run(request, "PublicVillage", code=code, states=OPEN_STATES)
    village = result.data["village"]
    if village is None:
        raise HTTPException(404)
    return render(
        request,
        "public/village.html",
        {
            **result.data,
            "demand_rows": rows_of(request, result.data["demands"]["edges"]),
            "source": source("PublicVillage"),
        },
        frame=await village_frame(request, village, "village"),
    )


routes = [
    Route("/{county}/v/{village}", village_home, methods=["GET"]),
    Route("/{county}/", county_home, methods=["GET"]),
]
