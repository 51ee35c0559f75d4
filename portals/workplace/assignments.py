"""What the nightly check of assignments found, for the township and the county."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.operations import run
from portals.kit.pages import render
from portals.workplace import places
from portals.workplace.places import COUNTY, TOWNSHIP, frame, place_of
from portals.workplace.today import first_page, next_page


async def listed(request: Request) -> Response:
    """List what stands: one who does everything, offices that bar each other, near relatives."""
    office = await places.office_of(request)
    office = office if office in {TOWNSHIP, COUNTY} else TOWNSHIP
    await place_of(request, office)
    after = request.query_params.get("after") or None
    found = (await run(request, "AssignmentFindings", after=after)).data["assignmentFindings"]
    values = {
        "rows": [edge["node"] for edge in found["edges"]],
        "first": first_page(request),
        "after": next_page(request, found["pageInfo"]),
    }
    shell = await frame(request, office, "assignments")
    return render(request, "workplace/assignments.html", values, frame=shell)


routes = [Route("/{county}/assignments", listed, methods=["GET"])]
