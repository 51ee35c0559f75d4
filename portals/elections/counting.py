"""The tally sheet of a station is entered as it was signed, with its photo."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.elections.acting import person, photo
from portals.elections.frame import ELECTION, frame
from portals.kit import forms
from portals.kit.forms import BLANK, UPLOAD_BYTES, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render

PAPERS = (
    ("issued", N_("发出选票")),
    ("returned", N_("收回选票")),
    ("unreturned", N_("没有收回")),
    ("valid", N_("有效票")),
    ("invalid", N_("无效票")),
)
_MOST = 100_000


def _contest(election: dict[str, Any], wanted: str) -> dict[str, Any] | None:
    now = [one for one in election["contests"] if one["round"] == election["round"]]
    return next((one for one in now if one["key"] == wanted), now[0] if now else None)


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the sheet of one office; the others are a link away."""
    election = await ELECTION.find(request, "ElectionDesk")
    contest = _contest(election, request.query_params.get("contest", ""))
    if not election["myRun"] or contest is None:
        return ELECTION.back(request)
    now = [one for one in election["contests"] if one["round"] == election["round"]]
    values = {
        "election": election,
        "contest": contest,
        "others": [one for one in now if one["key"] != contest["key"]],
        "candidates": [one for one in contest["candidates"] if one["state"] == "STANDING"],
        "stations": [(one["key"], one["name"]) for one in election["stations"]],
        "papers": PAPERS,
    }
    shell = await frame(request, election)
    return render(request, "elections/count.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def enter(request: Request, form: Form) -> Response:
    """Enter the sheet whole, or come back with what does not add up."""
    election = await ELECTION.find(request, "ElectionDesk")
    contest = _contest(election, request.query_params.get("contest", ""))
    stands = [one for one in (contest or {})["candidates"] if one["state"] == "STANDING"]
    said: dict[str, Any] = {
        "electionId": request.path_params["id"],
        "contestKey": (contest or {})["key"],
        "stationKey": form.value("station"),
    }
    said |= {name: form.integer(name, label, most=_MOST) for name, label in PAPERS}
    said["votes"] = [
        {
            "candidateKey": one["key"],
            "votes": form.integer(f"votes_{one['number']}", N_("得票"), most=_MOST),
        }
        for one in stands
    ]
    said["others"] = form.integer("others", N_("另选他人"), most=_MOST)
    said["tellers"] = [
        await person(request, form, "teller1", N_("计票人一")),
        await person(request, form, "teller2", N_("计票人二")),
    ]
    said["scrutineer"] = await person(request, form, "scrutineer", N_("监票人"))
    said["place"] = form.text("place", N_("公开计票的地点"), longest=100)
    counted = form.moment("counted", N_("计票时间"))
    said["countedAt"] = counted.isoformat() if counted else ""
    said["sheetBase64"] = await photo(form, "sheet", N_("计票单照片"))
    if not form.errors:
        payload = (await run(request, "ElectionCountRecord", input=said, key=form.key)).payload(
            "electionCountRecord"
        )
        if not form.take_errors(payload, {"sheetBase64": "sheet", "tellers": "teller1"}):
            return ELECTION.back(request, "/desk?done=1")
    return await show(request, form)


_COUNT = "/{county}/elections/{id}/count"
routes = [
    Route(_COUNT, _show, methods=["GET"]),
    forms.post(_COUNT, enter, most_bytes=UPLOAD_BYTES),
]
