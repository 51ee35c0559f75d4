"""Is this notice genuine? A code is typed, or scanned from the poster."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import reading
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.public.frame import county_frame, site_frame
from portals.public.sources import source
from portals.public.words import KINDS
from tenants.registry import open_tenants

_LONGEST_CODE = 40


def _typed(request: Request) -> str:
    """Return a code as typed, without the blanks and dashes between its groups."""
    return reading.plain(request.query_params.get("code", ""))[:_LONGEST_CODE].replace("-", "")


async def front_check(request: Request) -> Response:
    """Ask for the county and the code, then lead to the county's own answer."""
    counties = [one for one in await open_tenants() if one.kind == "county"]
    typed, county = _typed(request), request.query_params.get("county", "")
    if typed and county in {one.code for one in counties}:
        return RedirectResponse(f"/{county}/c/{quote(typed, safe='')}", 303)
    return render(request, "public/front_check.html", {"counties": counties}, frame=site_frame())


async def ask(request: Request) -> Response:
    """Ask for the code that stands on the notice."""
    if typed := _typed(request):
        return RedirectResponse(f"{county_path(request)}/c/{quote(typed, safe='')}", 303)
    return render(request, "public/check.html", frame=await county_frame(request, "check"))


async def answer(request: Request) -> Response:
    """Say what the public log knows of a code."""
    result = await run(request, "VerifyCode", code=request.path_params["code"][:_LONGEST_CODE])
    return render(
        request,
        "public/verification.html",
        {
            **result.data,
            "found": result.data["verification"],
            "kinds": KINDS,
            "source": source("VerifyCode"),
        },
        frame=await county_frame(request, "check"),
    )


routes = [
    Route("/check", front_check, methods=["GET"]),
    Route("/{county}/check", ask, methods=["GET"]),
    Route("/{county}/c/{code}", answer, methods=["GET"]),
    Route("/{county}/C/{code}", answer, methods=["GET"]),  # the QR's alphabet has capitals only
]
