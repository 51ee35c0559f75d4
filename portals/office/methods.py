"""A county's work methods: chosen from, written, checked, tried, drawn, published, withdrawn."""

from collections.abc import Callable
from dataclasses import dataclass, field
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
from portals.kit.shell import Notice, county_path
from portals.office import method_words as words
from portals.office.frame import frame
from portals.office.method_fields import filled, step_said
from portals.workplace.factors import factor_first
from portals.workplace.places import COUNTY, may, place_of

_LONGEST_TEXT = 20_000
_LONGEST_REASON = 500
_LONGEST_KEY = 40
Said = dict[str, Any]


async def listed(request: Request, form: Form = BLANK) -> Response:
    """List the methods that new matters may choose, what is being written, and the templates."""
    place = await place_of(request, COUNTY)
    data = (await run(request, "OfficeMethods")).data
    done = words.DONE.get(request.query_params.get("done", ""))
    values = {
        **data,
        "may_write": may(data["me"], "METHOD_MANAGE", place),
        "sources": _sources(data),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shell = await frame(request, "methods")
    return render(request, "office/methods.html", values, form.status, form=form, frame=shell)


def _sources(data: dict[str, Any]) -> list[tuple[str, str]]:
    found = [one["method"] for one in data["methodsInUse"]] + data["methodTemplates"]
    return [(one["key"], one["name"]) for one in found]


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show a method that is being written: form and text side by side, and what the checks say."""
    await place_of(request, COUNTY)
    asked = request.query_params
    kind = asked.get("type", "")
    kind = kind if kind in words.TYPES else words.TYPES[0]
    key = request.path_params["key"]
    data = (await run(request, "OfficeMethod", key=key, type=kind)).data
    draft = data["methodDraft"]
    if draft is None:
        raise HTTPException(404, language.translate(language.of(request), N_("没有这个工作法")))
    chosen = asked.get("step") or form.value("step_key")
    step = next((one for one in draft["steps"] if one["key"] == chosen), None)
    done = words.DONE.get(asked.get("done", ""))
    values = {
        "draft": draft,
        "step": step,
        "adding": asked.get("add") or form.value("after"),
        "trial_types": [
            (one["key"], one["name"]) for one in data["matterTypes"] if one["key"] in words.TYPES
        ],
        "type": kind,
        "words": words,
        "pairs": _pairs(request),
        "notice": Notice(language.translate(language.of(request), done), "ok") if done else None,
    }
    shown = form.over({"text": draft["text"], **filled(step)})
    shell = await frame(request, "methods")
    return render(request, "office/method.html", values, form.status, form=shown, frame=shell)


def _pairs(request: Request) -> Callable[[dict[str, str]], list[tuple[str, str]]]:
    """Return what turns a table of words into the options of a field, in the reader's language."""
    locale = language.of(request)
    return lambda table: [(key, language.translate(locale, word)) for key, word in table.items()]


async def _listed(request: Request) -> Response:
    return await listed(request)


async def _show(request: Request) -> Response:
    return await show(request)


async def begin(request: Request, form: Form) -> Response:
    """Begin a method of the county's own as a copy."""
    said = {
        "basedOn": form.text("based_on", N_("照哪个工作法改"), longest=_LONGEST_KEY),
        "methodKey": form.text("method_key", N_("代号"), longest=_LONGEST_KEY),
    }
    if not form.errors:
        payload = (await run(request, "MethodBegin", input=said, key=form.key)).payload(
            "methodBegin"
        )
        factor = await factor_first(request, payload, "/office/methods", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload, {"methodKey": "method_key", "basedOn": "based_on"}):
            return _at(request, payload["methodKey"], "begun")
    return await listed(request, form)


async def allow(request: Request, form: Form) -> Response:
    """Take a method out of use for new matters, or back into it."""
    said = {
        "methodKey": request.path_params["key"],
        "allowed": form.value("allowed") == "true",
        "reason": form.text("reason", N_("原因"), longest=_LONGEST_REASON),
    }
    if not form.errors:
        payload = (await run(request, "MethodAllow", input=said, key=form.key)).payload(
            "methodAllow"
        )
        factor = await factor_first(request, payload, "/office/methods", form)
        if factor is not None:
            return factor
        if not form.take_errors(payload):
            here = f"{county_path(request)}/office/methods"
            return RedirectResponse(f"{here}?done=allowed", 303)
    return await listed(request, form)


def _at(request: Request, key: str, done: str, step: str = "") -> Response:
    here = f"{county_path(request)}/office/methods/{key}?done={done}"
    return RedirectResponse(here + (f"&step={step}#step" if step else ""), 303)


@dataclass(frozen=True)
class Act:
    """A change of a draft: the operation it runs, how its form is read, what it says then."""

    operation: str
    payload: str
    read: Callable[[Form], Said]
    fields: dict[str, str] = field(default_factory=dict)


def _text(form: Form) -> Said:
    return {"text": form.text("text", N_("工作法的文字"), longest=_LONGEST_TEXT)}


def _remove(form: Form) -> Said:
    return {"stepKey": form.text("step_key", N_("步骤"), longest=_LONGEST_KEY)}


def _nothing(_form: Form) -> Said:
    return {}


_STEP = {
    "key": "step_id",
    "onReject": "on_reject",
    "nameZh": "name_zh",
    "nameEn": "name_en",
    "noticeDays": "notice_days",
}
_STEP |= {"postingDays": "posting_days", "deadlineDays": "deadline_days"}
ACTS = {
    "text": Act("MethodWrite", "methodWrite", _text),
    "step": Act("MethodStepWrite", "methodStepWrite", step_said, _STEP),
    "remove": Act("MethodStepRemove", "methodStepRemove", _remove),
    "publish": Act("MethodPublish", "methodPublish", _nothing),
}


def _handler(verb: str, act: Act) -> forms.Handler:
    async def handle(request: Request, form: Form) -> Response:
        key = request.path_params["key"]
        said = {**act.read(form), "methodKey": key}
        if not form.errors:
            result = await run(request, act.operation, input=said, key=form.key)
            payload = result.payload(act.payload)
            factor = await factor_first(request, payload, f"/office/methods/{key}", form)
            if factor is not None:
                return factor
            if not form.take_errors(payload, act.fields):
                return _at(request, key, verb, said.get("key", ""))
        return await show(request, form)

    return handle


_ONE = "/{county}/office/methods/{key}"
routes = [
    Route("/{county}/office/methods", _listed, methods=["GET"]),
    forms.post("/{county}/office/methods", begin),
    Route(_ONE, _show, methods=["GET"]),
    forms.post(f"{_ONE}/allow", allow),
    *(forms.post(f"{_ONE}/{verb}", _handler(verb, act)) for verb, act in ACTS.items()),
]
