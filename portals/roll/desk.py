"""The households of a village with what its roll counts today, and the roll as a file."""

import base64

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.roll.frame import found as found_in
from portals.roll.frame import frame, place
from portals.workplace.places import may
from portals.workplace.today import first_page, next_page

_VILLAGE_DIGITS = 12
_TOWNSHIP_DIGITS = 9
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


async def villages(request: Request) -> Response:
    """Lead to the reader's village, or list the villages whose rolls the reader keeps."""
    here = await place(request)
    if len(here) == _VILLAGE_DIGITS:
        return RedirectResponse(f"{county_path(request)}/roll/{here}", 303)
    asked = request.query_params
    township = here if len(here) == _TOWNSHIP_DIGITS else None
    data = (
        await run(
            request,
            "RollVillages",
            township=township,
            search=asked.get("q", ""),
            after=asked.get("after") or None,
        )
    ).data["villages"]
    values = {
        "rows": [edge["node"] for edge in data["edges"]],
        "first": first_page(request),
        "after": next_page(request, data["pageInfo"]),
    }
    return render(request, "roll/villages.html", values, frame=await frame(request))


async def desk(request: Request) -> Response:
    """List the households of one village; found by number or by a person's name."""
    asked, code = request.query_params, request.path_params["code"]
    data = (
        await run(
            request,
            "RollDesk",
            village=code,
            search=asked.get("q", ""),
            after=asked.get("after") or None,
        )
    ).data
    village = found_in(request, data, "village")
    values = {
        "village": village,
        "count": data["rollCount"],
        "rows": [edge["node"] for edge in data["households"]["edges"]],
        "first": first_page(request),
        "after": next_page(request, data["households"]["pageInfo"]),
        "may_register": may(data["me"], "PEOPLE_REGISTER", code),
        "may_export": may(data["me"], "PEOPLE_EXPORT", code),
        "may_erase": may(data["me"], "PEOPLE_ERASE", code),
        "may_import": may(data["me"], "PEOPLE_IMPORT", code),
    }
    return render(request, "roll/desk.html", values, frame=await frame(request, village["name"]))


async def export(request: Request) -> Response:
    """Hand out the roll as a file; who took it is written down."""
    code, kind = request.path_params["code"], request.path_params["kind"]
    if kind not in _TYPES:
        raise HTTPException(404)
    data = (await run(request, "RollExport", village=code, format=kind.upper())).data
    headers = {
        "Content-Disposition": f'attachment; filename="roll-{code}.{kind}"',
        "Cache-Control": "private, no-store",
    }
    return Response(base64.b64decode(data["rollExport"]), media_type=_TYPES[kind], headers=headers)


routes = [
    Route("/{county}/roll", villages, methods=["GET"]),
    Route("/{county}/roll/{code}", desk, methods=["GET"]),
    Route("/{county}/roll/{code}/export.{kind}", export, methods=["GET"]),
]
