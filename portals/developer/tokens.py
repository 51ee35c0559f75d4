"""Keys for programs: made with chosen permissions, shown once, ended."""

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra.settings import settings
from portals.developer.permission_words import WORDS
from portals.executor import viewer_of
from portals.identity.frame import frame
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.workplace.factors import factor_first
from portals.workplace.today import first_page, next_page

_HERE = "/me/tokens"
_LONGEST_NAME, _MOST_DAYS, _USUAL_DAYS = 60, 365, 90
_COUNTY_DIGITS = 6


async def show(request: Request, form: Form = BLANK) -> Response:
    """List the reader's tokens, with the form for a new one."""
    after = request.query_params.get("after") or None
    data = (await run(request, "Tokens", after=after)).data
    done = N_("令牌已作废，用它的程序马上停下。") if "ended" in request.query_params else ""
    values: dict[str, Any] = {
        "rows": [edge["node"] for edge in data["apiTokens"]["edges"]],
        "words": WORDS,
        "givable": givable(data["me"]),
        "places": _places(data),
        "first": first_page(request),
        "after": next_page(request, data["apiTokens"]["pageInfo"]),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    return render(
        request,
        "developer/tokens.html",
        values,
        form.status,
        form=form.over({"days": _USUAL_DAYS}),
        frame=await frame(request, data, "me"),
    )


def givable(me: dict[str, Any]) -> list[str]:
    """Return what the reader may give: own permissions that need no second factor shown again."""
    held = {one["permission"] for one in me["permissions"]}
    return [name for name in WORDS if name in held]


def _places(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return where the reader holds something, and the townships below a county."""
    own = {one["place"]: one["placeName"] for one in data["me"]["places"]}
    towns = [edge["node"] for edge in data["townships"]["edges"]]
    for code in [one for one in own if len(one) == _COUNTY_DIGITS]:
        own |= {one["code"]: one["name"] for one in towns if one["code"].startswith(code)}
    return [(code, f"{name} {code}") for code, name in own.items()]


async def _show(request: Request) -> Response:
    return await show(request)


async def create(request: Request, form: Form) -> Response:
    """Make a token; its text stands on this one page only."""
    name = form.text("name", N_("用途"), longest=_LONGEST_NAME)
    permissions = form.choices("permissions", N_("可以做什么"), WORDS)
    place = form.picked("place", N_("在哪里"))
    days = form.integer("days", N_("有效几天"), least=1, most=_MOST_DAYS)
    if form.errors:
        return await show(request, form)
    said = {"name": name, "permissions": permissions, "places": [place], "days": days}
    payload = (await run(request, "TokenCreate", input=said, key=form.key)).payload(
        "apiTokenCreate"
    )
    factor = await factor_first(request, payload, _HERE, form)
    if factor is not None:
        return factor
    if form.take_errors(payload, {"places": "place"}):
        return await show(request, form)
    return await _made(request, payload)


async def _made(request: Request, payload: dict[str, Any]) -> Response:
    county = (await viewer_of(request)).tenant.code
    values = {
        "token": payload["apiToken"],
        "text": payload["text"],
        "address": f"{settings().base_url}/{county}/graphql",
    }
    data = (await run(request, "TokenFrame")).data
    shell = await frame(request, data, "me")
    answer = render(request, "developer/token.html", values, frame=shell)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


async def revoke(request: Request, form: Form) -> Response:
    """End a token at once."""
    said = {"apiTokenId": form.picked("token", N_("令牌"))}
    if not form.errors:
        result = await run(request, "TokenRevoke", input=said, key=form.key)
        if not form.take_errors(result.payload("apiTokenRevoke")):
            return RedirectResponse(f"{county_path(request)}{_HERE}?ended", 303)
    return await show(request, form)


_PAGE = f"/{{county}}{_HERE}"
routes = [
    Route(_PAGE, _show, methods=["GET"]),
    forms.post(_PAGE, create, name="create_token"),
    forms.post(f"{_PAGE}/revoke", revoke, name="revoke_token"),
]
