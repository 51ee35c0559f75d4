"""The accounts of the county: found, and a new one opened by who administers them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import OperationFailed, run
from portals.kit.pages import render
from portals.kit.shell import Shell, county_path
from portals.workplace import places
from portals.workplace.factors import factor_first
from portals.workplace.places import COUNTY, may, place_of
from portals.workplace.today import first_page, next_page
from schema.core.gate import NotAllowed

_HERE = "/office/accounts"
_LONGEST_NAME = 40


async def frame(request: Request) -> Shell:
    """Return the frame of the reader's own office, the county's or a township's."""
    office = await places.office_of(request) or COUNTY
    await place_of(request, office)
    return await places.frame(request, office, "accounts")


async def listed(request: Request) -> Response:
    """List accounts with their roles and places, newest first; found by name or phone."""
    shell, asked = await frame(request), request.query_params
    data = (
        await run(
            request,
            "OfficeAccounts",
            search=asked.get("q", ""),
            after=asked.get("after") or None,
        )
    ).data
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
        "rows": [edge["node"] for edge in data["accounts"]["edges"]],
        "may_create": await _may_create(request, data),
        "first": first_page(request),
        "after": next_page(request, data["accounts"]["pageInfo"]),
    }
    return render(request, "office/accounts.html", values, frame=shell)


async def _may_create(request: Request, data: dict[str, Any]) -> bool:
    """Say whether the reader administers the whole county: a new account belongs to no place."""
    return may(data["me"], "ACCOUNT_ADMINISTER", (await viewer_of(request)).tenant.code)


async def new(request: Request, form: Form = BLANK) -> Response:
    """Show the form for an account of somebody who is on no household roll."""
    shell = await frame(request)
    data = (await run(request, "OfficeAccountNew")).data
    if not await _may_create(request, data):
        words = NotAllowed().message(language.of(request))
        refusal = {"message": words, "extensions": {"code": NotAllowed.code}}
        raise OperationFailed("OfficeAccountNew", [refusal])
    return render(request, "office/account_new.html", {}, form.status, form=form, frame=shell)


async def _new(request: Request) -> Response:
    return await new(request)


async def create(request: Request, form: Form) -> Response:
    """Open the account; it holds no role until the security administrator grants one."""
    said = {
        "name": form.text("name", N_("姓名"), longest=_LONGEST_NAME),
        "phone": form.mobile("phone", N_("手机号")),
    }
    if not form.errors:
        result = await run(request, "AccountCreate", input=said, key=form.key)
        payload = result.payload("accountCreate")
        factor = await factor_first(request, payload, f"{_HERE}/new", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload):
            one = payload["account"]["id"]
            return RedirectResponse(f"{county_path(request)}{_HERE}/{one}?done=created", 303)
    return await new(request, form)


_PAGE = f"/{{county}}{_HERE}"
routes = [
    Route(_PAGE, listed, methods=["GET"]),
    Route(f"{_PAGE}/new", _new, methods=["GET"]),
    forms.post(f"{_PAGE}/new", create, name="create_account"),
]
