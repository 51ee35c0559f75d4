"""代录: a representative types in what somebody of a household said; that person is the author."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.villager.saying import FILE_FIELDS, files_of
from portals.villager.words import CATEGORIES
from portals.workplace.places import REPRESENTATIVE, frame, place_of

_LONGEST_TEXT = 1000
_LONGEST_NAME = 100


async def write(request: Request, form: Form = BLANK) -> Response:
    """Show the form for one household, its head's name filled in."""
    await place_of(request, REPRESENTATIVE)
    number = request.path_params["household"]
    found = (await run(request, "MyHouseholds")).data["myHouseholds"]
    household = next((one for one in found if one["number"] == number), None)
    if household is None:
        raise HTTPException(404)
    values = {"household": household, "categories": CATEGORIES}
    filled = form.over({"name": household["headName"]})
    shell = await frame(request, REPRESENTATIVE, "households")
    return render(request, "representative/say.html", values, form.status, form=filled, frame=shell)


async def send(request: Request, form: Form) -> Response:
    """Send it in; the receipt is printed or shown to the one who said it."""
    said = {
        "villageCode": await place_of(request, REPRESENTATIVE),
        "household": request.path_params["household"],
        "name": form.text("name", N_("是谁说的"), longest=_LONGEST_NAME),
        "category": form.choice("category", N_("是哪方面的事"), dict(CATEGORIES)),
        "text": form.text("text", N_("他的需要"), required=False, longest=_LONGEST_TEXT),
        "files": await files_of(form),
    }
    if not form.errors:
        result = await run(request, "RecordNeed", input=said, key=form.key)
        payload = result.payload("opinionRecord")
        if not form.take_errors(payload, FILE_FIELDS):
            home = county_path(request)
            return RedirectResponse(f"{home}/rep/said/{payload['opinion']['id']}", 303)
    return await write(request, form)


async def receipt(request: Request) -> Response:
    """Show the receipt, to be printed for the author."""
    await place_of(request, REPRESENTATIVE)
    opinion = (await run(request, "RecordedNeed", id=request.path_params["id"])).data["node"]
    if not opinion:
        raise HTTPException(404)
    values = {"opinion": opinion, "category_word": dict(CATEGORIES)[opinion["category"]]}
    shell = await frame(request, REPRESENTATIVE, "households", opinion["villageName"])
    return render(request, "representative/said.html", values, frame=shell)


async def _write(request: Request) -> Response:
    return await write(request)


_ONE = "/{county}/rep/households/{household}/say"
routes = [
    Route(_ONE, _write, methods=["GET"]),
    forms.post(_ONE, send, most_bytes=UPLOAD_BYTES),
    Route("/{county}/rep/said/{id}", receipt, methods=["GET"]),
]
