"""What is mine: my needs, type size and language, devices, signing out everywhere."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit import language
from portals.kit.language import N_
from portals.kit.pages import render
from portals.kit.shell import Notice
from portals.villager.frame import frame, run_here


async def mine(request: Request) -> Response:
    """Show the account in the villager's own frame; its forms are those of every account."""
    data = (await run_here(request, "VillagerAccount")).data
    notice = None
    if "ended" in request.query_params:
        text = N_("那台设备已经退出。")
        notice = Notice(language.translate(language.of(request), text), "ok")
    return render(
        request,
        "villager/mine.html",
        {**data, "homes": {}, "account_home": "/my/me", "notice": notice},
        frame=await frame(request, data, "mine"),
    )


routes = [Route("/{county}/my/me", mine, methods=["GET"])]
