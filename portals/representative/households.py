"""The households for which a representative speaks, and the certificate that says so."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.roll.certificate import hand
from portals.workplace.places import REPRESENTATIVE, frame, place_of

STANCES = {
    "AGREE": (N_("同意"), "ok"),
    "CHANGE": (N_("同意，但要改"), "warn"),
    "DISAGREE": (N_("不同意"), "bad"),
}


async def mine(request: Request) -> Response:
    """List the households that chose the reader, with what they answered to plans."""
    await place_of(request, REPRESENTATIVE)
    found = (await run(request, "MyHouseholds")).data["myHouseholds"]
    values = {"households": found, "stances": STANCES}
    shell = await frame(request, REPRESENTATIVE, "households")
    return render(request, "representative/households.html", values, frame=shell)


async def certificate(request: Request) -> Response:
    """Print the reader's own certificate."""
    await place_of(request, REPRESENTATIVE)
    found = (await run(request, "MyCertificate")).data["myRepresentativeCertificate"]
    return await hand(request, found)


routes = [
    Route("/{county}/rep/households", mine, methods=["GET"]),
    Route("/{county}/rep/certificate.pdf", certificate, methods=["GET"]),
]
