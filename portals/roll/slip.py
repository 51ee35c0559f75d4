"""领取单: a slip by which one resident without a phone on the roll claims an account, printed."""

from typing import Any

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra.settings import settings
from portals.kit import forms
from portals.kit.certificates import day_of
from portals.kit.forms import Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.roll import household
from portals.roll.frame import found, frame
from portals.workplace.factors import factor_first

_COUNTY_DIGITS = 6


async def issue(request: Request, form: Form) -> Response:
    """Make a slip for one of the household, and lead to the sheet."""
    code, one = request.path_params["code"], request.path_params["id"]
    person = form.picked("slip_person", N_("给谁"))
    if not form.errors:
        result = await run(request, "ClaimSlipIssue", input={"residentId": person}, key=form.key)
        payload = result.payload("claimSlipIssue")
        factor = await factor_first(request, payload, f"/roll/{code}/households/{one}", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"residentId": "slip_person"}):
            here = f"{county_path(request)}/roll/{code}/slips/{payload['slip']['id']}"
            return RedirectResponse(here, 303)
    return await household.show(request, form)


async def show(request: Request) -> Response:
    """Show the sheet to print; its code only to who made it, and only within the hour."""
    code = request.path_params["code"]
    data = (await run(request, "RollSlip", village=code, id=request.path_params["id"])).data
    slip, where = found(request, data, "node"), found(request, data, "village")
    person = found(request, slip, "resident")
    address = f"{settings().base_url}/{code[:_COUNTY_DIGITS]}/claim/slip"
    values: dict[str, Any] = {
        "village": where,
        "slip": slip,
        "person": person,
        "sheet": printed(slip["expiresAt"]),
        "address": address,
        # The drawing holds nothing but the modules of the code, and those no secret.
        "drawing": Markup(segno.make_qr(address).svg_inline(scale=4, border=2)),  # noqa: S704
    }
    shell = await frame(request, where["name"])
    return render(request, "roll/slip.html", values, frame=shell)


def printed(until: str) -> dict[str, Any]:
    """Return the fixed words of the sheet: in Chinese, as every paper of the village."""
    return {
        "title": "账号领取单",
        "labels": {"name": "姓名", "code": "领取码", "until": "有效期"},
        "until": f"{day_of(until)}以前，只能用一次",
        "steps": (
            "用手机扫下面的码，或者打开下面的网址。",
            "填上面的领取码，大小写都行。",
            "填自己的手机号，以后用它登录。",
            "设一个密码，至少 8 个字符。",
        ),
        "warning": "领取码等于您的签名，不要给别人看，不要拍照发出去；工作人员不会问您要它。"
        "单子丢了、号码不能用，请到村里或镇里重开一张，旧的马上作废。",
    }


_ONE = "/{county}/roll/{code}/households/{id}"
routes = [
    forms.post(f"{_ONE}/slip", issue, name="issue_slip"),
    Route("/{county}/roll/{code}/slips/{id}", show, methods=["GET"]),
]
