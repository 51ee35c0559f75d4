"""Is this notice genuine? A code is typed, or scanned from the poster."""

from typing import Any
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
_LONGEST_SCAN = 600
_VOTES = 3


def signed_facts(facts: str) -> dict[str, Any]:
    """Return the votes and the fen of a signed line like "16:1:0 18640000f", as far as it goes."""
    found: dict[str, Any] = {"votes": None, "amount_fen": None}
    for word in facts.split():
        votes = word.split(":")
        if len(votes) == _VOTES and all(one.isdecimal() for one in votes):
            found["votes"] = votes
        elif word.endswith("f") and word[:-1].isdecimal():
            found["amount_fen"] = int(word[:-1])
    return found


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
    state = await run(request, "LogState")
    return render(
        request,
        "public/check.html",
        {**state.data, "source": source("LogState")},
        frame=await county_frame(request, "check"),
    )


def _scanned(text: str) -> str:
    """Return a QR's whole text; of anything else no more than digits need."""
    return text[: _LONGEST_SCAN if ":" in text else _LONGEST_CODE]


async def answer(request: Request) -> Response:
    """Say what the public log knows of a code, and whether the county signed what was scanned."""
    result = await run(request, "VerifyCode", code=_scanned(request.path_params["code"]))
    signed = result.data["verification"]["statement"]
    return render(
        request,
        "public/verification.html",
        {
            **result.data,
            "found": result.data["verification"],
            "signed": signed_facts(signed["facts"]) if signed else None,
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
