"""One matter: where it stands, who is next, what was said, voted, done and published."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.kit import language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, Shell, county_path
from portals.matters.words import DONE, REASONS

RAIL = {"DONE": "done", "NOW": "now", "LATE": "late", "TODO": "todo", "RETURNED": "back"}


async def frame(request: Request, village_name: str) -> Shell:
    """Return the frame of the matter's village, with the way home for this reader."""
    viewer = await viewer_of(request)
    return Shell(
        place=village_name,
        above=viewer.tenant.name,
        home=f"{county_path(request)}/home",
        phone="12345",
        owner=f"{village_name}村民委员会",
        reader=viewer.name,
        sign_out=f"{county_path(request)}/sign-out",
    )


async def matter_of(request: Request) -> dict[str, Any]:
    """Return the matter of the address; what may not be seen is not there."""
    found = (await run(request, "MatterDesk", id=request.path_params["id"])).data["matter"]
    if found is None:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这件事")))
    matter: dict[str, Any] = found
    return matter


def rail_of(matter: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the steps as the rail component takes them."""
    return [
        {
            "label": step["name"],
            "state": RAIL[step["status"]],
            "day": step["doneAt"] or step["dueAt"],
            "note": step["actor"],
        }
        for step in matter["rail"]
    ]


def differences(matter: dict[str, Any]) -> list[dict[str, str]]:
    """Return what the newest version changes against the one before it."""
    versions = matter["versions"]
    if len(versions) < 2:  # noqa: PLR2004 - one version has nothing to compare
        return []
    before, after = versions[-2], versions[-1]
    rows = [
        ("方案", before["text"], after["text"]),
        ("预算（元）", f"{before['budgetFen'] / 100:,.2f}", f"{after['budgetFen'] / 100:,.2f}"),
    ]
    return [{"label": label, "before": old, "after": new} for label, old, new in rows if old != new]


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the matter with the forms for what this viewer may do."""
    matter = await matter_of(request)
    done = DONE.get(request.query_params.get("done", ""))
    words = language.translate(language.of(request), done) if done else ""
    values = {
        "matter": matter,
        "rail": rail_of(matter),
        "differences": differences(matter),
        "reasons": REASONS,
        "notice": Notice(words, "ok") if words else None,
    }
    shell = await frame(request, matter["villageName"])
    return render(request, "matters/matter.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


routes = [Route("/{county}/matters/{id}", _show, methods=["GET"])]
