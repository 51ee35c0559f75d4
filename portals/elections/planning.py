"""The township plans an election: the village, the day, the seats; empty seats are named."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.elections import recalling
from portals.elections.pages import last
from portals.executor import viewer_of
from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace import shared
from portals.workplace.factors import factor_first

KINDS = {
    "VILLAGE_COMMITTEE": N_("村民委员会换届选举"),
    "BY_ELECTION": N_("村民委员会补选"),
    "PARTY_BRANCH": N_("党支部换届选举"),
}
TOWNSHIP_DIGITS = 9
_FIELDS = {"villageCode": "village", "electionDay": "day", "kind": "kind", "seats": "members"}


async def township_of(request: Request, form: Form) -> str:
    """Return the reader's own township, else the one that was chosen; empty: none yet."""
    places = [one.place for one in (await viewer_of(request)).roles]
    own = next((place for place in places if len(place) == TOWNSHIP_DIGITS), "")
    return own or request.query_params.get("township", "") or form.value("township")


async def choices(
    request: Request, township: str
) -> tuple[list[dict[str, str]], list[dict[str, Any]]]:
    """Return the villages of a township with its empty seats; where none is chosen, townships."""
    if not township:
        data = (await run(request, "ElectionTownships")).data
        return [one["node"] for one in data["townships"]["edges"]], []
    data = (await run(request, "ElectionVillages", township=township)).data
    return [one["node"] for one in data["villages"]["edges"]], data["vacancies"]


async def new(request: Request, form: Form = BLANK) -> Response:
    """Show the form for an election."""
    township = await township_of(request, form)
    offered, empty = await choices(request, township)
    values = {
        "kinds": list(KINDS.items()),
        "township": township,
        "choices": offered,
        "vacancies": empty,
    }
    shell = await shared.frame(request, "elections")
    return render(request, "elections/new.html", values, form.status, form=form, frame=shell)


async def _new(request: Request) -> Response:
    return await new(request)


def _seats(kind: str, directors: int, members: int, women: int) -> list[dict[str, Any]]:
    if kind == "PARTY_BRANCH":
        return [{"office": "PARTY_COMMITTEE_MEMBER", "seats": members}]
    found = []
    if directors:
        found.append({"office": "COMMITTEE_DIRECTOR", "seats": directors})
    if members:
        found.append({"office": "COMMITTEE_MEMBER", "seats": members, "womenSeats": women})
    return found


async def plan(request: Request, form: Form) -> Response:
    """Plan it; a day that comes too soon comes back with the first lawful one."""
    kind = form.choice("kind", N_("选什么"), KINDS)
    village = form.text("village", N_("村"), longest=12)
    day = form.date("day", N_("选举日"))
    seats = _seats(
        kind,
        form.integer("directors", N_("主任名额"), most=1) or 0,
        form.integer("members", N_("委员名额"), most=7) or 0,
        form.integer("women", N_("其中妇女名额"), most=7) or 0,
    )
    reason = form.text("reason", N_("依据"), required=False, longest=500)
    if not form.errors:
        said = {
            "kind": kind,
            "villageCode": village,
            "electionDay": str(day),
            "seats": seats,
            "reason": reason,
        }
        payload = (await run(request, "ElectionPlan", input=said, key=form.key)).payload(
            "electionPlan"
        )
        factor = await factor_first(request, payload, "/elections/new", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, _FIELDS):
            here = f"{county_path(request)}/elections/{payload['election']['id']}/desk"
            return RedirectResponse(here, 303)
    return await new(request, form)


routes = [
    *recalling.routes,
    Route("/{county}/elections/new", _new, methods=["GET"]),
    forms.post("/{county}/elections/new", plan),
    *last,  # its address would take "new" for an election
]
