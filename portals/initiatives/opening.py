"""A villager or a representative demands something: what, why, and how many it takes."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.initiatives.frame import own_village
from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace import shared

_TITLE, _TEXT = 200, 2_000


def targets(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return whose recall can be demanded, as a form offers them."""
    rows = data["demandTargets"]
    return [(one["termId"], f"{one['name']} · {one['officeName']}") for one in rows]


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show what can be demanded, how many it takes, and what must follow."""
    village = await own_village(request)
    data = (await run(request, "DemandNew", village=village)).data
    values = {**data, "targets": targets(data)}
    shell = await shared.frame(request, "demands", village)
    return render(request, "initiatives/new.html", values, form.status, form=form, frame=shell)


async def open_demand(request: Request, form: Form) -> Response:
    """Open it; whoever opens it has signed."""
    kind = form.text("kind", N_("要求什么"), longest=40)
    said: dict[str, Any] = {
        "kind": kind,
        "villageCode": await own_village(request),
        "title": form.text("title", N_("题目"), longest=_TITLE),
        "text": form.text("text", N_("内容和理由"), longest=_TEXT),
    }
    if kind == "RECALL":
        said["termId"] = form.text("target", N_("罢免谁"), longest=100) or None
    if not form.errors:
        payload = (await run(request, "DemandOpen", input=said, key=form.key)).payload("demandOpen")
        if not form.take_errors(payload, {"targetId": "target"}):
            here = f"{county_path(request)}/demands/{payload['demand']['id']}"
            return RedirectResponse(f"{here}/signed?opened=1", 303)
    return await show(request, form)


async def _show(request: Request) -> Response:
    return await show(request)


_NEW = "/{county}/demands/new"
routes = [Route(_NEW, _show, methods=["GET"]), forms.post(_NEW, open_demand)]
