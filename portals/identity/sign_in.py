"""Signing in, by password or by a code sent to the phone, and signing out."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.identity import demonstration, pending
from portals.identity.frame import frame, onward, wanted, with_next
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path

_LONGEST_PASSWORD = 200


async def sign_in_page(request: Request, form: Form = BLANK) -> Response:
    """Show the form; in the demonstration its accounts too."""
    data = (await run(request, "SignInFrame")).data
    following = wanted(request, form.value("next"))
    people = demonstration.accounts(request.path_params["county"], language.of(request))
    return render(
        request,
        "identity/sign_in.html",
        {**data, "following": following, "people": people},
        form.status,
        form=form,
        frame=await frame(request, data, "sign-in"),
    )


async def with_password(request: Request, form: Form) -> Response:
    """Sign in by phone and password."""
    typed = {
        "phone": form.mobile("phone", N_("手机号")),
        "password": form.text("password", N_("密码"), longest=_LONGEST_PASSWORD),
    }
    if not form.errors:
        answer = await run(request, "SignInWithPassword", input=typed)
        payload = answer.payload("signInWithPassword")
        if not form.take_errors(payload):
            if payload["passwordExpired"]:
                return RedirectResponse(f"{county_path(request)}/me/password?expired", 303)
            return onward(request, payload["me"], wanted(request, form.value("next")))
    return await sign_in_page(request, form)


async def as_demonstrated(request: Request, form: Form) -> Response:
    """Sign in as one of the demonstration's accounts, with one tap."""
    people = demonstration.accounts(request.path_params["county"])
    chosen = form.integer("account", N_("演示账号"), most=max(0, len(people) - 1))
    if form.errors or chosen is None or not people:
        return await sign_in_page(request, form)
    typed = {name: people[chosen][name] for name in ("phone", "password")}
    answer = await run(request, "SignInWithPassword", input=typed)
    payload = answer.payload("signInWithPassword")
    if form.take_errors(payload):
        return await sign_in_page(request, form)
    return onward(request, payload["me"], wanted(request, form.value("next")))


async def send_code(request: Request, form: Form) -> Response:
    """Send a code to the phone; the answer is the same whether or not it is known."""
    phone = form.mobile("phone", N_("手机号"))
    if not form.errors:
        answer = await run(request, "RequestCode", input={"phone": phone, "purpose": "SIGN_IN"})
        if not form.take_errors(answer.payload("oneTimeCodeRequest")):
            path = f"{county_path(request)}/sign-in/code"
            response = RedirectResponse(with_next(path, wanted(request, form.value("next"))), 303)
            pending.keep(response, phone)
            return response
    return await sign_in_page(request, form)


async def code_page(request: Request, form: Form = BLANK) -> Response:
    """Ask for the code that was sent."""
    phone = pending.phone(request)
    if not phone:
        return RedirectResponse(f"{county_path(request)}/sign-in", 303)
    data = (await run(request, "SignInFrame")).data
    following = wanted(request, form.value("next"))
    return render(
        request,
        "identity/code.html",
        {**data, "phone": phone, "following": following},
        form.status,
        form=form,
        frame=await frame(request, data, "sign-in"),
    )


async def with_code(request: Request, form: Form) -> Response:
    """Sign in by the code that was sent."""
    typed = {
        "phone": pending.phone(request),
        "code": form.text("code", N_("短信验证码"), longest=20),
    }
    if not form.errors and typed["phone"]:
        answer = await run(request, "SignInWithCode", input=typed)
        payload = answer.payload("signInWithCode")
        if not form.take_errors(payload, {"phone": "code"}):
            response = onward(request, payload["me"], wanted(request, form.value("next")))
            pending.forget(response)
            return response
    return await code_page(request, form)


async def sign_out_page(request: Request) -> Response:
    """Ask once, so that a link cannot sign anybody out."""
    data = (await run(request, "SignInFrame")).data
    return render(request, "identity/sign_out.html", data, frame=await frame(request, data, "me"))


async def sign_out(request: Request, form: Form) -> Response:
    """Sign out here, or everywhere."""
    await run(request, "SignOut", input={"everywhere": form.ticked("everywhere")})
    return RedirectResponse(f"{county_path(request)}/sign-in?out", 303)


async def _sign_in(request: Request) -> Response:
    return await sign_in_page(request)


async def _code(request: Request) -> Response:
    return await code_page(request)


routes = [
    Route("/{county}/sign-in", _sign_in, methods=["GET"]),
    forms.post("/{county}/sign-in", with_password),
    Route("/{county}/sign-in/demo", _sign_in, methods=["GET"]),
    forms.post("/{county}/sign-in/demo", as_demonstrated),
    Route("/{county}/sign-in/send", _sign_in, methods=["GET"]),
    forms.post("/{county}/sign-in/send", send_code),
    Route("/{county}/sign-in/code", _code, methods=["GET"]),
    forms.post("/{county}/sign-in/code", with_code),
    Route("/{county}/sign-out", sign_out_page, methods=["GET"]),
    forms.post("/{county}/sign-out", sign_out),
]
