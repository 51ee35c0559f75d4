"""One household: who belongs to it, what happened to it, and every act upon it as a form."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from portals.kit import forms
from portals.kit.forms import BLANK, Form
from portals.kit.language import N_
from portals.kit.operations import run
from portals.kit.pages import render
from portals.kit.shell import county_path
from portals.roll.frame import found, frame, notice
from portals.roll.words import ABROAD, ARRIVALS, DEPARTURES, FIELDS, GENDERS, HOME, provinces
from portals.workplace.factors import factor_first
from portals.workplace.places import may

_LONGEST_REASON = 500
Said = dict[str, Any]


async def show(request: Request, form: Form = BLANK) -> Response:
    """Show the household with what may be done to it."""
    code, one = request.path_params["code"], request.path_params["id"]
    data = (await run(request, "RollHousehold", village=code, id=one)).data
    household = found(request, data, "node")
    values: dict[str, Any] = {
        "village": found(request, data, "village"),
        "household": household,
        "people": [(each["id"], each["name"]) for each in household["residents"]],
        "groups": [
            (edge["node"]["id"], edge["node"]["name"]) for edge in data["villagerGroups"]["edges"]
        ],
        "events": [edge["node"] for edge in data["rollEvents"]["edges"]],
        "keeps_numbers": data["identityNumbers"]["allowed"],
        "may_manage": may(data["me"], "PEOPLE_MANAGE", code),
        "may_register": may(data["me"], "PEOPLE_REGISTER", code),
        "may_erase": may(data["me"], "PEOPLE_ERASE", code),
        "genders": GENDERS,
        "arrivals": ARRIVALS,
        "departures": DEPARTURES,
        "fields": FIELDS,
        "provinces": provinces(),
        "abroad": ABROAD,
        "home": HOME,
        "notice": notice(request),
    }
    shell = await frame(request, values["village"]["name"])
    return render(request, "roll/household.html", values, form.status, form=form, frame=shell)


async def _show(request: Request) -> Response:
    return await show(request)


def _base(form: Form, verb: str) -> Said:
    """Read what every act names; each form's fields bear the act's own prefix."""
    reason = form.text(f"{verb}_reason", N_("原因或依据"), longest=_LONGEST_REASON)
    day = form.date(f"{verb}_day", N_("从哪天起"), required=False)
    return {"reason": reason, "day": day.isoformat() if day else None}


def _person(form: Form, name: str, label: str, *, required: bool = True) -> str | None:
    return form.text(name, label, required=required) or None


async def _split(_: Request, form: Form, household: str) -> Said:
    said = _base(form, "split")
    people = form.many("split_people")
    if not people:
        form.wrong("split_people", N_("请选择分出去的人"))
    return {
        **said,
        "householdId": household,
        "residentIds": people,
        "headId": _person(form, "split_head", N_("新户的户主")),
        "oldHeadId": _person(form, "split_old_head", N_("原户的户主"), required=False),
        "number": form.text("split_number", N_("新户号"), required=False, longest=20),
    }


async def _other(request: Request, form: Form, name: str) -> str | None:
    """Return the household whose number was typed, of this village."""
    number = form.text(name, N_("户号"), longest=20)
    if not number:
        return None
    code = request.path_params["code"]
    data = (await run(request, "RollFindHousehold", village=code, number=number)).data
    edges = [edge["node"] for edge in data["households"]["edges"]]
    match = next((one["id"] for one in edges if one["number"] == number), None)
    if match is None:
        form.wrong(name, N_("本村没有户号 %(number)s"), number=number)
    return match


async def _merge(request: Request, form: Form, household: str) -> Said:
    into = await _other(request, form, "merge_into")
    return {**_base(form, "merge"), "householdId": household, "intoId": into}


async def _move(_: Request, form: Form, household: str) -> Said:
    group = form.text("move_group", N_("新的社（组）"))
    return {**_base(form, "move"), "householdId": household, "groupId": group}


async def _head(_: Request, form: Form, household: str) -> Said:
    head = _person(form, "head_person", N_("新户主"))
    return {**_base(form, "head"), "householdId": household, "headId": head}


async def _leave(request: Request, form: Form, household: str) -> Said:
    person = _person(form, "leave_person", N_("谁"))
    relation = form.text("leave_relation", N_("与新户主关系"), required=False, longest=20)
    told = [{"residentId": person, "relation": relation}] if person and relation else []
    return {
        **_base(form, "leave"),
        "residentIds": [person] if person else [],
        "intoId": await _other(request, form, "leave_into"),
        "oldHeadId": _person(form, "leave_old_head", N_("原户的户主"), required=False),
        "relations": told,
    }


async def _add(_: Request, form: Form, household: str) -> Said:
    arrival = form.choice("add_arrival", N_("怎么来的"), dict(ARRIVALS))
    born = form.date("add_born", N_("出生日期"), required=arrival == "BORN")
    return {
        **_base(form, "add"),
        "householdId": household,
        "arrival": arrival,
        "name": form.text("add_name", N_("姓名"), longest=40),
        "gender": form.choice("add_gender", N_("性别"), dict(GENDERS), required=False) or "UNKNOWN",
        "born": born.isoformat() if born else None,
        "relation": form.text("add_relation", N_("与户主关系"), required=False, longest=20),
    }


async def _away(_: Request, form: Form, __: str) -> Said:
    where = form.text("away_province", N_("在哪里"))
    person = _person(form, "away_person", N_("谁"))
    province = None if where == HOME else where
    return {**_base(form, "away"), "residentId": person, "province": province}


async def _depart(_: Request, form: Form, __: str) -> Said:
    return {
        **_base(form, "depart"),
        "residentId": _person(form, "depart_person", N_("谁")),
        "departure": form.choice("depart_kind", N_("怎么走的"), dict(DEPARTURES)),
        "headId": _person(form, "depart_head", N_("接着的户主"), required=False),
    }


async def _correct(_: Request, form: Form, __: str) -> Said:
    said = _base(form, "correct")
    return {
        "reason": said["reason"],
        "residentId": _person(form, "correct_person", N_("谁")),
        "field": form.choice("correct_field", N_("哪一项"), dict(FIELDS)),
        "value": form.text("correct_value", N_("改成"), longest=40),
    }


@dataclass(frozen=True)
class Act:
    """One form: how it is read, which mutation it is, and where the errors of its fields stand."""

    read: Callable[[Request, Form, str], Awaitable[Said]]
    operation: str
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def payload(self) -> str:
        """The name of the mutation's field."""
        return self.operation[0].lower() + self.operation[1:]


ACTS = {
    "split": Act(
        _split,
        "HouseholdSplit",
        {
            "residentIds": "split_people",
            "headId": "split_old_head",
            "oldHeadId": "split_old_head",
            "number": "split_number",
        },
    ),
    "merge": Act(_merge, "HouseholdMerge", {"intoId": "merge_into"}),
    "move": Act(_move, "HouseholdMove", {"groupId": "move_group"}),
    "head": Act(_head, "HouseholdHead", {"headId": "head_person"}),
    "leave": Act(_leave, "ResidentMove", {"headId": "leave_old_head", "intoId": "leave_into"}),
    "add": Act(
        _add, "ResidentAdd", {"name": "add_name", "born": "add_born", "relation": "add_relation"}
    ),
    "away": Act(_away, "ResidentAway", {"province": "away_province"}),
    "depart": Act(_depart, "ResidentDepart", {"headId": "depart_head"}),
    "correct": Act(
        _correct, "ResidentCorrect", {"value": "correct_value", "name": "correct_value"}
    ),
}


def _handler(verb: str, act: Act) -> forms.Handler:
    async def handle(request: Request, form: Form) -> Response:
        code, one = request.path_params["code"], request.path_params["id"]
        here = f"/roll/{code}/households/{one}"
        said = await act.read(request, form, one)
        if not form.errors:
            result = await run(request, act.operation, input=said, key=form.key)
            payload = result.payload(act.payload)
            factor = await factor_first(request, payload, here, form)
            if factor is not None:
                return factor
            common = {"reason": f"{verb}_reason", "day": f"{verb}_day"}
            if not form.take_errors(payload, {**common, **act.fields}):
                return RedirectResponse(_next(request, payload, here, verb), 303)
        return await show(request, form)

    return handle


def _next(request: Request, payload: dict[str, Any], here: str, verb: str) -> str:
    """Return the household to look at next: the one that an act leads to, or the same again."""
    household = payload.get("household")
    if household:
        here = f"/roll/{household['villageCode']}/households/{household['id']}"
    return f"{county_path(request)}{here}?done={verb}"


_ONE = "/{county}/roll/{code}/households/{id}"
routes = [
    Route(_ONE, _show, methods=["GET"]),
    *(forms.post(f"{_ONE}/{verb}", _handler(verb, act), name=verb) for verb, act in ACTS.items()),
]
