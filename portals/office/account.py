"""One account: closed and opened again by one administrator, its posts granted by another."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra.texts import standing_alone
from portals.executor import viewer_of
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import OperationFailed, run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.office.accounts import frame
from portals.workplace.factors import factor_first
from portals.workplace.places import may
from tenants.authorization.role_names import ROLE_NAMES
from tenants.authorization.roles import (
    APPOINTED,
    PROVINCE_DIGITS,
    SEATED,
    TOWNSHIP_DIGITS,
    Role,
    place_digits,
    seat_of,
)

_DONE = {
    "created": N_("账号已开，还没有角色。本人现在就可以用手机号和短信验证码登录。"),
    "disabled": N_("账号已停用：所有设备都已退出，接口令牌都已作废。"),
    "enabled": N_("账号已启用。原来的角色照旧，作废的接口令牌不恢复。"),
    "granted": N_("角色已授予。这个账号的设备都已退出，重新登录后生效。"),
    "revoked": N_("角色已撤销。这个账号的设备都已退出。"),
}


def posts(locale: str) -> list[tuple[str, str]]:
    """Return the posts by appointment that a county gives, with their names."""
    at = 0 if locale == "zh" else 1
    given = [one for one in APPOINTED if place_digits(one) > PROVINCE_DIGITS]
    return [(one.name, standing_alone(ROLE_NAMES[one][at])) for one in sorted(given)]


async def _found(request: Request) -> dict[str, Any]:
    data = (await run(request, "OfficeAccount", id=request.path_params["id"])).data
    if not data["node"]:
        if not data["me"]["secondFactor"]:  # who looks is told so only after it
            raise OperationFailed(
                "OfficeAccount", [{"extensions": {"code": "SECOND_FACTOR_NEEDED"}}]
            )
        raise HTTPException(404)
    return data


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the account, and of the forms those that the reader may use."""
    shell = await frame(request)
    data = await _found(request)
    one, locale = data["node"], language.of(request)
    county = (await viewer_of(request)).tenant
    own = bool(data["me"]["account"]) and data["me"]["account"]["id"] == one["id"]
    places = [held["place"] for held in one["roles"]] or [county.code]
    administers = all(may(data["me"], "ACCOUNT_ADMINISTER", place) for place in places)
    done = _DONE.get(request.query_params.get("done", ""))
    towns = [(edge["node"]["code"], edge["node"]["name"]) for edge in data["townships"]["edges"]]
    values: dict[str, Any] = {
        "account": one,
        "own": own,
        "administers": administers,
        "grants": may(data["me"], "SECURITY_ADMINISTER", county.code),
        "posts": posts(locale),
        "places": [(code, f"{name} {code}") for code, name in ((county.code, county.name), *towns)],
        "held": [held for held in one["roles"] if Role[held["role"]] in APPOINTED],
        "notice": Notice(language.translate(locale, done), "ok") if done else None,
    }
    return render(request, "office/account.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


def _here(request: Request) -> str:
    return f"/office/accounts/{request.path_params['id']}"


async def disable(request: Request, form: Form) -> Response:
    """Close the account at once."""
    said = {"accountId": request.path_params["id"]}
    return await _done(request, form, "AccountDisable", said, "disabled")


async def enable(request: Request, form: Form) -> Response:
    """Open it again."""
    said = {"accountId": request.path_params["id"]}
    return await _done(request, form, "AccountEnable", said, "enabled")


async def grant(request: Request, form: Form) -> Response:
    """Give a post; one of a township by itself is held at the township's own seat."""
    role = form.choice("role", N_("角色"), [key for key, _ in posts("zh")])
    place = form.picked("place", N_("在哪里"))
    seated = role in Role.__members__ and Role[role] in SEATED
    if seated and len(place) != TOWNSHIP_DIGITS:
        form.wrong("place", N_("这个角色设在乡镇。请选择乡镇。"))
    said = {
        "accountId": request.path_params["id"],
        "role": role,
        "place": seat_of(place) if seated else place,
    }
    return await _done(request, form, "RoleGrant", said, "granted")


async def revoke(request: Request, form: Form) -> Response:
    """Take a post."""
    role, _, place = form.picked("held", N_("角色")).partition(" ")
    if role not in Role.__members__:
        form.wrong("held", N_("请选择角色"))
    said = {"accountId": request.path_params["id"], "role": role, "place": place}
    return await _done(request, form, "RoleRevoke", said, "revoked")


async def _done(
    request: Request, form: Form, operation: str, said: dict[str, Any], done: str
) -> Response:
    if not form.errors:
        result = await run(request, operation, input=said, key=form.key)
        payload = result.payload(operation[0].lower() + operation[1:])
        factor = await factor_first(request, payload, _here(request), form)
        if factor is not None:
            return factor
        fields = {"role": "held"} if operation == "RoleRevoke" else {}
        if not form.take_errors(payload, fields):
            here = f"{county_path(request)}{_here(request)}"
            return RedirectResponse(f"{here}?done={done}", 303)
    return await show(request, form)


_PAGE = "/{county}/office/accounts/{id}"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(f"{_PAGE}/disable", disable, name="disable_account"),
    forms.post(f"{_PAGE}/enable", enable, name="enable_account"),
    forms.post(f"{_PAGE}/grant", grant, name="grant_role"),
    forms.post(f"{_PAGE}/revoke", revoke, name="revoke_role"),
]
