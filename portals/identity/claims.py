"""Claiming one's account: by a code to the phone of the household roll, or by a printed slip."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.identity import pending
from portals.identity.frame import frame, onward
from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path

_LONGEST_CODE = 40
_LONGEST_PASSWORD = 200


async def _page(request: Request, template: str, form: Form, phone: str = "") -> Response:
    data = (await run(request, "SignInFrame")).data
    return render(
        request,
        template,
        {**data, "phone": phone},
        form.status,
        form=form,
        frame=await frame(request, data, "sign-in"),
    )


async def start(request: Request, form: Form = BLANK) -> Response:
    """Ask for the phone; the slip is the other way."""
    return await _page(request, "identity/claim.html", form)


async def send_code(request: Request, form: Form) -> Response:
    """Send a code to a phone of the roll; the answer is the same for every other number."""
    phone = form.mobile("phone", N_("手机号"))
    if not form.errors:
        answer = await run(request, "RequestCode", input={"phone": phone, "purpose": "CLAIM"})
        if not form.take_errors(answer.payload("oneTimeCodeRequest")):
            response = RedirectResponse(f"{county_path(request)}/claim/code", 303)
            pending.keep(response, phone)
            return response
    return await start(request, form)


async def code_page(request: Request, form: Form = BLANK) -> Response:
    """Ask for the code and, if wished, a password."""
    phone = pending.phone(request)
    if not phone:
        return RedirectResponse(f"{county_path(request)}/claim", 303)
    return await _page(request, "identity/claim_code.html", form, phone)


async def by_code(request: Request, form: Form) -> Response:
    """Open the account of the resident whose phone this is."""
    code = form.text("code", N_("短信验证码"), longest=_LONGEST_CODE)
    password = form.text("password", N_("密码"), required=False, longest=_LONGEST_PASSWORD)
    phone = pending.phone(request)
    if phone and not form.errors:
        claim = {"phone": phone, "code": code, "password": password or None}
        payload = (await run(request, "ClaimAccount", input=claim)).payload("accountClaim")
        if not form.take_errors(payload, {"phone": "code"}):
            response = onward(request, payload["me"], "")
            pending.forget(response)
            return response
    return await code_page(request, form)


async def slip_page(request: Request, form: Form = BLANK) -> Response:
    """Ask for what the printed slip says."""
    return await _page(request, "identity/claim_slip.html", form)


async def by_slip(request: Request, form: Form) -> Response:
    """Open the account of the resident whom the slip names."""
    claim = {
        "slip": form.text("slip", N_("领取码"), longest=_LONGEST_CODE),
        "phone": form.mobile("phone", N_("手机号")),
        "password": form.text("password", N_("密码"), longest=_LONGEST_PASSWORD),
    }
    if not form.errors:
        payload = (await run(request, "ClaimAccount", input=claim)).payload("accountClaim")
        if not form.take_errors(payload, {"code": "slip"}):
            return onward(request, payload["me"], "")
    return await slip_page(request, form)


async def _start(request: Request) -> Response:
    return await start(request)


async def _code(request: Request) -> Response:
    return await code_page(request)


async def _slip(request: Request) -> Response:
    return await slip_page(request)


routes = [
    Route("/{county}/claim", _start, methods=["GET"]),
    forms.post("/{county}/claim", send_code),
    Route("/{county}/claim/code", _code, methods=["GET"]),
    forms.post("/{county}/claim/code", by_code),
    Route("/{county}/claim/slip", _slip, methods=["GET"]),
    forms.post("/{county}/claim/slip", by_slip),
]
