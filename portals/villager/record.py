"""What the roll holds about the reader: seen, taken along, and asked to be corrected."""

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from infra import clock
from portals.kit import forms, language
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import Notice, county_path
from portals.villager.frame import frame, run_here
from portals.villager.words import CORRECTABLE, CORRECTION_STATES

_LONGEST_WORDS = 500
_MOST_ROWS = 1_000


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show what is held, and the form for a correction."""
    data = (await run_here(request, "VillagerRecord")).data
    asked = "asked" in request.query_params
    words = N_("更正申请送到了。村里 15 天内答复，答复会出现在这一页。")
    notice = Notice(language.translate(language.of(request), words), "ok") if asked else None
    values = {
        **data,
        "fields": CORRECTABLE,
        "states": CORRECTION_STATES,
        "notice": notice,
    }
    shell = await frame(request, data, "mine")
    return render(request, "villager/record.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


async def ask(request: Request, form: Form) -> Response:
    """Send one correction to whoever keeps the roll."""
    said = {
        "field": form.choice("field", N_("哪一项"), dict(CORRECTABLE)),
        "value": form.text("value", N_("应该是"), longest=40),
        "words": form.text("words", N_("理由"), longest=_LONGEST_WORDS),
    }
    if not form.errors:
        result = await run(request, "AskCorrection", input=said, key=form.key)
        if not form.take_errors(result.payload("correctionRequest"), {"name": "value"}):
            return RedirectResponse(f"{county_path(request)}/my/record?asked", 303)
    return await show(request, form)


async def take(request: Request) -> Response:
    """Hand the reader what is held about them as JSON (个人信息保护法 art. 45)."""
    data = (await run_here(request, "VillagerRecord")).data
    if data["myRecord"] is None:
        raise HTTPException(404)
    kept = {
        "taken_on": clock.today().isoformat(),
        "record": data["myRecord"],
        "elsewhere": [await _whole(request, one) for one in data["myHoldings"]],
    }
    headers = {
        "Content-Disposition": 'attachment; filename="my-record.json"',
        "Cache-Control": "private, no-store",
    }
    text = json.dumps(kept, ensure_ascii=False, indent=1)
    return Response(text, media_type="application/json", headers=headers)


async def _whole(request: Request, group: dict[str, Any]) -> dict[str, Any]:
    """Return a sort of thing with its rows, the newest thousand."""
    rows: list[dict[str, Any]] = []
    while len(rows) < min(group["count"], _MOST_ROWS):
        asked = {"key": group["key"], "skip": len(rows)}
        page = (await run(request, "VillagerHeldRows", **asked)).data["myHoldingRows"]
        if not page:
            break
        rows += [
            {"at": one["at"], **{value["name"]: value["value"] for value in one["values"]}}
            for one in page
        ]
    return {**group, "rows": rows}


routes = [
    Route("/{county}/my/record", _show, methods=["GET"]),
    forms.post("/{county}/my/record", ask, name="ask_correction"),
    Route("/{county}/my/record.json", take, methods=["GET"]),
]
