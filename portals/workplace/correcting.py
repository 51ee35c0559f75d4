"""Correcting a published bulletin: a new one that says what was wrong; the old one stays."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.workplace.factors import factor_first
from portals.workplace.places import COMMITTEE, frame, may, office_of

_PREFIX = "value:"
_MONEY = "_fen"
_FEN_A_YUAN = 100
_LONGEST_REASON = 1000
_LONGEST_VALUE = 20_000
_LONG = 20  # characters from which a field is shown as several lines


async def _bulletin(request: Request) -> dict[str, Any]:
    data = (await run(request, "WorkplaceCorrectable", id=request.path_params["id"])).data
    found: dict[str, Any] | None = data["bulletin"]
    allowed = found is not None and may(data["me"], "BULLETIN_CORRECT", found["villageCode"])
    if found is None or not allowed or found["state"] != "PUBLISHED":
        raise HTTPException(404, language.translate(language.of(request), N_("没有这份公告")))
    return found


def _shown(field: dict[str, str]) -> str:
    """Return a value as people type it: amounts in yuan."""
    value = field["before"]
    if not field["field"].endswith(_MONEY) or not value:
        return value
    yuan, fen = divmod(int(value), _FEN_A_YUAN)
    return f"{yuan}.{fen:02d}" if fen else str(yuan)


def _fields(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": f"{_PREFIX}{one['field']}",
            "label": one["label"],
            "value": _shown(one),
            "money": one["field"].endswith(_MONEY),
            "long": len(one["before"]) > _LONG or "\n" in one["before"],
        }
        for one in found["correctable"]
    ]


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show every field that a correction may change, as it stands."""
    found = await _bulletin(request)
    fields = _fields(found)
    values = {
        "bulletin": found,
        "fields": fields,
    }
    office = await office_of(request) or COMMITTEE
    shell = await frame(request, office, "bulletins", found["villageName"])
    filled = form.over({one["name"]: one["value"] for one in fields})
    return render(request, "workplace/correct.html", values, form.status, form=filled, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


def _change(form: Form, field: dict[str, str]) -> str | None:
    """Return the new value of one field, none where it was left as it was."""
    name, label = f"{_PREFIX}{field['field']}", field["label"]
    if not form.many(name) or form.value(name).replace("\r\n", "\n").strip() == _shown(field):
        return None
    if field["field"].endswith(_MONEY):
        amount = form.money_fen(name, label)
        return None if amount is None else str(amount)
    return form.text(name, label, required=False, longest=_LONGEST_VALUE)


async def correct(request: Request, form: Form) -> Response:
    """Draft the correction; somebody else approves it, as with every bulletin."""
    found = await _bulletin(request)
    changes = []
    for field in found["correctable"]:
        value = _change(form, field)
        if value is not None:
            changes.append({"field": field["field"], "value": value})
    said = {
        "bulletinId": request.path_params["id"],
        "changes": changes,
        "reason": form.text("reason", N_("更正原因"), longest=_LONGEST_REASON),
    }
    if not form.errors:
        result = await run(request, "BulletinCorrect", input=said, key=form.key)
        payload = result.payload("bulletinCorrect")
        here = f"/bulletins/{request.path_params['id']}/correct"
        factor = await factor_first(request, payload, here, form)
        if factor is not None:
            return factor
        if not form.take_errors(payload):
            new = payload["bulletin"]["id"]
            return RedirectResponse(f"{county_path(request)}/bulletins/{new}?done=corrected", 303)
    return await show(request, form)


_HERE = "/{county}/bulletins/{id}/correct"
routes = [
    Route(_HERE, _show, methods=["GET"]),
    forms.post(_HERE, correct, name="correct_bulletin"),
]
