"""One's own account: roles and their portals, sessions, password, second factor."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.executor import viewer_of
from portals.identity.frame import frame, onward, wanted, with_next
from portals.identity.homes import HOMES
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from tenants.authorization.permissions import Permission
from tenants.errors import PasswordExpired

_LONGEST_PASSWORD = 200
_SAID = {
    "ended": N_("那台设备已经退出。"),
    "password": N_("密码改好了，别的设备都已退出。"),
}


def _notice(request: Request) -> Notice | None:
    said = [text for key, text in _SAID.items() if key in request.query_params]
    locale = language.of(request)
    return Notice(language.translate(locale, said[0]), "ok") if said else None


def _expired(request: Request) -> Notice | None:
    words = PasswordExpired().message(language.of(request))
    return Notice(words, "warn") if "expired" in request.query_params else None


async def home(request: Request) -> Response:
    """Lead to where the reader is at home: the portal of the first role, or the public pages."""
    me = (await run(request, "SignInFrame")).data["me"]
    if not me["signedIn"]:
        return RedirectResponse(f"{county_path(request)}/", 303)
    return onward(request, me, "")


async def account_page(request: Request) -> Response:
    """Show roles, devices and what can be changed."""
    data = (await run(request, "Account")).data
    if not data["me"]["signedIn"]:
        path = f"{county_path(request)}/sign-in"
        return RedirectResponse(with_next(path, request.url.path), 303)
    return render(
        request,
        "identity/account.html",
        {
            **data,
            "homes": HOMES,
            "account_home": "/me",
            "may_make_tokens": await _may_make_tokens(request),
            "notice": _notice(request),
        },
        frame=await frame(request, data, "me"),
    )


async def _may_make_tokens(request: Request) -> bool:
    return bool((await viewer_of(request)).prefixes(Permission.API_TOKEN_MANAGE))


async def end_session(request: Request, form: Form) -> Response:
    """End another device's session."""
    session = {"sessionId": form.text("session", N_("设备"))}
    if not form.errors:
        await run(request, "EndSession", input=session, key=form.key)
    back = wanted(request, form.value("next")) or f"{county_path(request)}/me"
    return RedirectResponse(f"{back}?ended", 303)


async def password_page(request: Request, form: Form = BLANK) -> Response:
    """Ask for the old password and the new."""
    data = (await run(request, "SignInFrame")).data
    if not data["me"]["signedIn"]:
        return RedirectResponse(f"{county_path(request)}/sign-in", 303)
    return render(
        request,
        "identity/password.html",
        {**data, "notice": _expired(request)},
        form.status,
        form=form,
        frame=await frame(request, data, "me"),
    )


async def change_password(request: Request, form: Form) -> Response:
    """Change the password; every other device is signed out."""
    old = form.text("old", N_("现在的密码"), required=False, longest=_LONGEST_PASSWORD)
    new = form.text("password", N_("新密码"), longest=_LONGEST_PASSWORD)
    if not form.errors:
        wish = {"oldPassword": old, "newPassword": new}
        payload = (await run(request, "ChangePassword", input=wish)).payload("passwordChange")
        if "STEP_UP_NEEDED" in {one["code"] for one in payload["errors"]}:
            back = f"{county_path(request)}/me/password"
            return RedirectResponse(with_next(f"{county_path(request)}/second-factor", back), 303)
        if not form.take_errors(payload, {"oldPassword": "old", "newPassword": "password"}):
            return RedirectResponse(f"{county_path(request)}/me?password", 303)
    return await password_page(request, form)


async def _password(request: Request) -> Response:
    return await password_page(request)


routes = [
    Route("/{county}/home", home, methods=["GET"]),
    Route("/{county}/me", account_page, methods=["GET"]),
    Route("/{county}/me/sessions", account_page, methods=["GET"]),
    forms.post("/{county}/me/sessions", end_session),
    Route("/{county}/me/password", _password, methods=["GET"]),
    forms.post("/{county}/me/password", change_password),
]
