"""The figures of a year and its halves, for every office: the sum, the villages, the report."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from infra import clock
from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace.places import Office, frame, place_of
from portals.workplace.today import first_page, next_page

_VILLAGE_DIGITS = 12
_YEARS = 3  # this year and the two before it
_JUNE = 6
_WORDS = {"": N_("%(year)s 年"), "1": N_("%(year)s 年上半年"), "2": N_("%(year)s 年下半年")}


def _usual() -> str:
    """Return the half that runs today."""
    today = clock.today()
    return f"{today.year}-{1 if today.month <= _JUNE else 2}"


def _offered() -> list[str]:
    """Return the periods that can be chosen: this year and those before, whole and by halves."""
    years = range(clock.today().year, clock.today().year - _YEARS, -1)
    return [key for year in years for key in (str(year), f"{year}-1", f"{year}-2")]


def _word(request: Request, key: str) -> str:
    year, _, half = key.partition("-")
    return language.translate(language.of(request), _WORDS[half], year=year)


def _row(line: dict[str, Any], period: str) -> dict[str, Any]:
    """Return a village's line, with the way to its own page."""
    counts = {one["key"]: one["count"] for one in line["figures"]}
    href = f"?{urlencode({'period': period, 'village': line['code']})}"
    return {**counts, "name": line["name"], "href": href}


async def show(request: Request, office: Office) -> Response:
    """Show the figures of the reader's place, or of one village in it."""
    own = await place_of(request, office)
    place = request.query_params.get("village") or own
    period = request.query_params.get("period") or _usual()
    if not place.startswith(own) or period not in _offered():
        raise HTTPException(404)
    after = request.query_params.get("after") or None
    found = await run(request, "PlaceFigures", code=place, period=period, after=after)
    listed = found.data["villageFigures"]
    alone = len(place) == _VILLAGE_DIGITS
    values: dict[str, Any] = {
        "whole": found.data["figures"],
        "rows": [] if alone else [_row(edge["node"], period) for edge in listed["edges"]],
        "period": period,
        "period_words": {key: _word(request, key) for key in _offered()},
        "place": place,
        "report": f"{county_path(request)}/reports/{place}/{period}/report" if alone else "",
        "first": first_page(request),
        "after": next_page(request, listed["pageInfo"]),
    }
    shell = await frame(request, office, "figures", found.data["figures"]["name"])
    return render(request, "workplace/figures.html", values, frame=shell)


def of(office: Office) -> Callable[[Request], Awaitable[Response]]:
    """Return the page of one office."""

    async def figures(request: Request) -> Response:
        return await show(request, office)

    return figures
