"""The desk of an election: what comes next, what is missing, and the forms for it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.elections.frame import ELECTION, frame
from portals.elections.pages import OUTCOMES, WISHES, rail
from portals.kit import language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.pages import render
from portals.kit.shell import Notice

RELATIONS = {
    "SPOUSE": N_("配偶"),
    "PARENT": N_("父母"),
    "CHILD": N_("子女"),
    "SIBLING": N_("兄弟姐妹"),
    "GRANDPARENT": N_("祖父母、外祖父母"),
    "GRANDCHILD": N_("孙子女、外孙子女"),
}
STATIONS = {"MAIN": N_("主会场"), "BRANCH": N_("分会场"), "MOBILE": N_("流动票箱")}
BARS = {
    "": N_("合格"),
    "rights_taken": N_("依法被剥夺政治权利"),
    "sentenced": N_("正在服刑或被判处刑罚未满规定年限"),
    "unfit": N_("资格联审不合格"),
}
_POSTED = {
    "ANNOUNCED": "PREPARING",
    "VOTERS_POSTED": "PREPARING",
    "CANDIDATES_POSTED": "STANDING",
    "PROXIES_POSTED": "STANDING",
}


def _choices(election: dict[str, Any]) -> dict[str, Any]:
    """Return what the forms offer: people, contests, notices that can be drafted now."""
    contests = [one for one in election["contests"] if one["round"] == election["round"]]
    nominated = [
        (one["key"], f"{one['name']} · {contest['office']}")
        for contest in contests
        for one in contest["candidates"]
        if one["state"] in {"NOMINATED", "CLEARED"}
    ]
    waiting = [one for one in election["objections"] if one["state"] == "received"]
    return {
        "contests": [(one["key"], one["office"]) for one in contests],
        "nominated": nominated,
        "to_audit": [
            (one["residentKey"], f"{one['name']} · {one['office']}")
            for one in election["audits"]
            if not one["recorded"]
        ],
        "waiting": [
            (one["key"], f"{one['aboutName']}：{one['text']}（{one['due']}）") for one in waiting
        ],
        "notices": [
            (one["key"], one["name"])
            for one in election["steps"]
            if _POSTED.get(one["key"]) == election["state"] and one["doneOn"] is None
        ],
        "entered": [
            (one["key"], f"{one['station']} · {one['office']}") for one in election["counts"]
        ],
        "open_items": [
            (one["key"], one["name"]) for one in election["handover"] if not one["done"]
        ],
    }


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the desk to who runs or plans the election; others see its public page."""
    election = await ELECTION.find(request, "ElectionDesk")
    if not (election["myRun"] or election["myPlan"]):
        return ELECTION.back(request)
    done = N_("已办好。")
    values = {
        "election": election,
        "rail": rail(election["steps"]),
        "outcomes": OUTCOMES,
        **_choices(election),
        "relations": list(RELATIONS.items()),
        "stations": list(STATIONS.items()),
        "bars": list(BARS.items()),
        "wishes": list(WISHES.items()),
        "notice": Notice(language.translate(language.of(request), done), "ok")
        if request.query_params.get("done")
        else None,
    }
    shell = await frame(request, election)
    return render(request, "elections/desk.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


routes = [Route("/{county}/elections/{id}/desk", _show, methods=["GET"])]
