"""What everybody sees: the list with its lateness, one election, one's own entry."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.elections.frame import ELECTION, frame
from portals.executor import viewer_of
from portals.kit import dates, forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.workplace import shared
from portals.workplace.today import first_page, next_page
from tenants.authorization.roles import around

WISHES = {"ADD": N_("名单漏了这个人"), "STRIKE": N_("这个人不该在名单上")}
OUTCOMES = {
    "elected": N_("选出"),
    "run_off": N_("名额不足，另行选举"),
    "invalid": N_("投票人数不过半，选举无效"),
    "recalled": N_("罢免通过"),
    "stays": N_("罢免未通过"),
}
_VILLAGE_DIGITS = 12


async def listed(request: Request) -> Response:
    """List the elections of the county, a township or a village, with what is late."""
    asked = request.query_params
    viewer = await viewer_of(request)
    own = around(viewer.roles[0].place) if viewer.roles else ""
    place = asked.get("place", own)[:_VILLAGE_DIGITS]
    data = (await run(request, "ElectionList", place=place, after=asked.get("after") or None)).data
    values = {
        "rows": [_row(request, edge["node"]) for edge in data["elections"]["edges"]],
        "may_plan": any(permission.name == "ELECTION_PLAN" for permission, _ in viewer.grants),
        "first": first_page(request),
        "after": next_page(request, data["elections"]["pageInfo"]),
    }
    village = place if len(place) == _VILLAGE_DIGITS else ""
    shell = await shared.frame(request, "elections", village)
    return render(request, "elections/list.html", values, frame=shell)


def _row(request: Request, node: dict[str, Any]) -> dict[str, Any]:
    late, locale = node["lateCount"], language.of(request)
    word = language.translate(locale, N_("超期 %(n)s 项"), n=late) if late else ""
    day = dates.day(node["electionDay"], locale)
    return {
        "href": f"{county_path(request)}/elections/{node['id']}",
        "label": f"{node['villageName']} {node['kindName']}",
        "note": f"{day} · {node['stateName']}",
        "tag": word,
        "kind": "bad",
    }


def rail(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the timetable as the component takes it; the first open step is the present one."""
    found, now = [], True
    for step in steps:
        done = step["doneOn"] is not None
        state = "done" if done else "late" if step["late"] else "now" if now else "todo"
        now = now and done
        found.append({"label": step["name"], "state": state, "day": step["doneOn"] or step["due"]})
    return found


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show an election to everybody, and to a villager whether they are on the list."""
    election = await ELECTION.find(request, "ElectionPage")
    sent = request.query_params.get("sent")
    said = N_("异议已收到，三日内答复。")
    values = {
        "election": election,
        "rail": rail(election["steps"]),
        "signed_in": (await viewer_of(request)).signed_in,
        "wishes": list(WISHES.items()),
        "outcomes": OUTCOMES,
        "notice": Notice(language.translate(language.of(request), said), "ok") if sent else None,
    }
    shell = await frame(request, election)
    return render(request, "elections/page.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def object_to_list(request: Request, form: Form) -> Response:
    """Take a villager's objection to the list."""
    said = {
        "electionId": request.path_params["id"],
        "aboutName": form.text("about", N_("说的是谁"), longest=40),
        "wish": form.choice("wish", N_("异议"), WISHES),
        "text": form.text("text", N_("理由"), longest=500),
    }
    if not form.errors:
        payload = (await run(request, "ElectionListObject", input=said, key=form.key)).payload(
            "electionListObject"
        )
        if not form.take_errors(payload, {"aboutName": "about"}):
            return ELECTION.back(request, "?sent=1")
    return await show(request, form)


async def voter_list(request: Request) -> Response:
    """Show the list by names, to be printed and hung on the wall."""
    data = (
        await run(
            request,
            "ElectionVoterList",
            id=request.path_params["id"],
            after=request.query_params.get("after") or None,
        )
    ).data
    election = data["election"]
    if election is None:
        raise HTTPException(404)
    values = {
        "election": election,
        "rows": [edge["node"] for edge in election["voters"]["edges"]],
        "first": first_page(request),
        "after": next_page(request, election["voters"]["pageInfo"]),
    }
    shell = await frame(request, election)
    return render(request, "elections/voters.html", values, frame=shell)


_ONE = "/{county}/elections/{id}"
routes = [
    Route("/{county}/elections", listed, methods=["GET"]),
    Route(f"{_ONE}/voters", voter_list, methods=["GET"]),
    forms.post(f"{_ONE}/object", object_to_list),
]
last = [Route(_ONE, _show, methods=["GET"])]
