"""The accounts that hold a role in the county, for those who may read them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from portals.kit import language
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.office.frame import frame
from portals.workplace.places import COUNTY, place_of
from portals.workplace.today import first_page, next_page


async def listed(request: Request) -> Response:
    """List accounts with their roles and places, newest first."""
    await place_of(request, COUNTY)
    after = request.query_params.get("after") or None
    found = (await run(request, "OfficeAccounts", after=after)).data["accounts"]
    locale = language.of(request)
    columns = [
        {"key": "name", "label": language.translate(locale, N_("姓名")), "own": True},
        {"key": "maskedPhone", "label": language.translate(locale, N_("手机号"))},
        {"key": "roles", "label": language.translate(locale, N_("角色和地方")), "own": True},
        {"key": "createdAt", "label": language.translate(locale, N_("开户")), "kind": "day"},
        {"key": "active", "label": language.translate(locale, N_("状态")), "own": True},
    ]
    values = {
        "columns": columns,
        "rows": [edge["node"] for edge in found["edges"]],
        "first": first_page(request),
        "after": next_page(request, found["pageInfo"]),
    }
    return render(request, "office/accounts.html", values, frame=await frame(request, "accounts"))


routes = [Route("/{county}/office/accounts", listed, methods=["GET"])]
