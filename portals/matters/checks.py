"""The steps of a method with checks, as boxes: procedures, checks by the township, publications.

What is drawn comes from the rail, which comes from the work method: for 532 that gives five, three
and two; another method gives what it has.
"""

from typing import Any

from starlette.requests import Request

from portals.kit import language
from portals.kit.language import N_

_LIGHTS = {"DONE": "ok", "NOW": "warn", "LATE": "bad", "RETURNED": "bad", "TODO": "none"}
_WORDS = {
    "DONE": N_("已办"),
    "NOW": N_("正在办"),
    "LATE": N_("已超期"),
    "RETURNED": N_("退回补正"),
    "TODO": N_("还没到"),
}
_PROCEDURES = ("PROPOSE", "CONSULT", "DELIBERATE", "RESOLVE", "EXECUTE")


def groups(request: Request, matter: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the three groups; nothing for a method that nobody checks."""
    rail = matter["rail"]
    if not any(step["kind"] == "REVIEW" for step in rail):
        return []
    kinds = [step["kind"] for step in rail]
    work = kinds.index("EXECUTE") if "EXECUTE" in kinds else len(kinds)
    parts = (
        (N_("%(n)s 道程序"), [step for step in rail if step["kind"] in _PROCEDURES]),
        (N_("%(n)s 次把关"), [step for step in rail if step["kind"] == "REVIEW"]),
        (N_("%(n)s 个公开"), [step for step in rail[:work] if step["kind"] == "POST"]),
    )
    locale = language.of(request)
    return [
        {
            "title": language.translate(locale, title, n=len(steps)),
            "items": [_box(request, matter, step) for step in steps],
        }
        for title, steps in parts
    ]


def _box(request: Request, matter: dict[str, Any], step: dict[str, Any]) -> dict[str, Any]:
    status = step["status"]
    word = language.translate(language.of(request), _WORDS[status])
    return {
        "label": f"{step['name']} · {word}",
        "state": _LIGHTS[status],
        "fact": _fact(request, matter, step),
    }


def _fact(request: Request, matter: dict[str, Any], step: dict[str, Any]) -> str:
    """Return what is known of a step: the count, the reviewer's words, else whose turn it is."""
    locale = language.of(request)
    records = [one for one in matter["steps"] if one["key"] == step["key"]]
    if step["kind"] == "PROPOSE" and matter["heard"]:
        return language.translate(
            locale, N_("听取了 %(n)s 个人的意见"), n=len({one["name"] for one in matter["heard"]})
        )
    if records and records[-1]["derivation"]:
        return "；".join(one["text"] for one in records[-1]["derivation"])
    if records and records[-1]["reason"]:
        return str(records[-1]["reason"])
    return language.translate(locale, N_("该谁办：%(who)s"), who=step["actor"])
