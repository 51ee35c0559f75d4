"""The second factor of officials: asked for, and enrolled with an authenticator app."""

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.identity import demonstration
from portals.identity.frame import frame, onward, wanted, with_next
from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path

_LONGEST_CODE = 40
_LONGEST_URI = 600
_HELD = "held."


@dataclass(frozen=True)
class Held:
    """A form that waits for the second factor: where it goes, the page it was on, its fields."""

    action: str = ""
    back: str = ""
    fields: Sequence[tuple[str, str]] = ()


def _held(request: Request, form: Form) -> Held:
    """Return the form that the page of the second factor carries along, if it does."""
    action = wanted(request, form.value("action"))
    mark = len(_HELD)
    fields = [(name[mark:], value) for name, value in form.held() if name.startswith(_HELD)]
    return Held(action, "", fields) if form.value("action") and action else Held()


async def hold(request: Request, held: Held) -> Response:
    """Ask for the code with somebody's form in hand."""
    return await factor_page(request, held=held)


async def factor_page(request: Request, form: Form = BLANK, held: Held | None = None) -> Response:
    """Ask for the authenticator's code, or lead to its enrolment."""
    data = (await run(request, "SignInFrame")).data
    held = held or _held(request, form)
    home, following = county_path(request), held.back or wanted(request, form.value("next"))
    if not data["me"]["signedIn"]:
        return RedirectResponse(with_next(f"{home}/sign-in", following), 303)
    if not data["me"]["secondFactorEnrolled"]:
        return RedirectResponse(with_next(f"{home}/second-factor/enrol", following), 303)
    return render(
        request,
        "identity/factor.html",
        {**data, "following": following, "held": held, "demo": demonstration.code()},
        form.status,
        form=form,
        frame=await frame(request, data, "me"),
    )


async def confirm(request: Request, form: Form) -> Response:
    """Show the second factor to this session."""
    code = form.text("code", N_("验证码"), longest=_LONGEST_CODE)
    if not form.errors:
        answer = await run(request, "ConfirmSecondFactor", input={"code": code})
        payload = answer.payload("secondFactorConfirm")
        if not form.take_errors(payload):
            held = _held(request, form)
            if held.action:
                return await _resume_page(request, form, held)
            return onward(request, payload["me"], wanted(request, form.value("next")))
    return await factor_page(request, form)


async def _resume_page(request: Request, form: Form, held: Held) -> Response:
    """Send the waiting form on: by itself with scripts, with one press without."""
    data = (await run(request, "SignInFrame")).data
    return render(
        request,
        "identity/resume.html",
        {**data, "held": held, "following": wanted(request, form.value("next"))},
        frame=await frame(request, data, "me"),
    )


async def enrol_page(request: Request, form: Form = BLANK) -> Response:
    """Say what an authenticator is and how to begin."""
    data = (await run(request, "SignInFrame")).data
    following = wanted(request, form.value("next"))
    if not data["me"]["signedIn"]:
        return RedirectResponse(with_next(f"{county_path(request)}/sign-in", following), 303)
    return render(
        request,
        "identity/enrol.html",
        {**data, "following": following},
        form.status,
        form=form,
        frame=await frame(request, data, "me"),
    )


async def enrol(request: Request, form: Form) -> Response:
    """Make a secret; it is shown on this one page and counts from its first right code on."""
    wish = {"replace": form.ticked("replace")}
    payload = (await run(request, "EnrolAuthenticator", input=wish)).payload("totpEnrol")
    if form.take_errors(payload):
        return await enrol_page(request, form)
    return await _secret_page(request, form, payload["secret"], payload["uri"])


async def confirm_enrolment(request: Request, form: Form) -> Response:
    """Put the authenticator to use with its first code, and show the recovery codes once."""
    code = form.text("code", N_("验证码"), longest=_LONGEST_CODE)
    secret = form.text("secret", N_("密钥"), longest=_LONGEST_CODE)
    uri = form.text("uri", N_("密钥"), longest=_LONGEST_URI)
    if not form.errors:
        answer = await run(request, "ConfirmAuthenticator", input={"code": code})
        payload = answer.payload("totpConfirm")
        if not form.take_errors(payload):
            return await _recovery_page(request, form, payload["recoveryCodes"])
    return await _secret_page(request, form, secret, uri)


async def _secret_page(request: Request, form: Form, secret: str, uri: str) -> Response:
    data = (await run(request, "SignInFrame")).data
    drawing = segno.make_qr(uri).svg_inline(scale=5, border=4, light="#fff")
    return render(
        request,
        "identity/secret.html",
        # The drawing holds nothing but the modules of the code.
        {**data, "secret": secret, "uri": uri, "drawing": Markup(drawing)},  # noqa: S704
        form.status,
        form=form,
        frame=await frame(request, data, "me"),
    )


async def _recovery_page(request: Request, form: Form, codes: list[str]) -> Response:
    data = (await run(request, "SignInFrame")).data
    return render(
        request,
        "identity/recovery.html",
        {**data, "codes": codes, "following": wanted(request, form.value("next"))},
        form=form,
        frame=await frame(request, data, "me"),
    )


async def _factor(request: Request) -> Response:
    return await factor_page(request)


async def _enrol(request: Request) -> Response:
    return await enrol_page(request)


routes = [
    Route("/{county}/second-factor", _factor, methods=["GET"]),
    forms.post("/{county}/second-factor", confirm),
    Route("/{county}/second-factor/enrol", _enrol, methods=["GET"]),
    forms.post("/{county}/second-factor/enrol", enrol),
    Route("/{county}/second-factor/enrol/confirm", _enrol, methods=["GET"]),
    forms.post("/{county}/second-factor/enrol/confirm", confirm_enrolment),
]
