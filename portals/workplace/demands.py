"""Demands as rows of a list: what is demanded, how many are missing, what is late."""

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request

from portals.kit import language
from portals.kit.language import N_
from portals.kit.shell import county_path

OPEN_STATES = ["GATHERING", "REACHED"]
_KINDS = {"GATHERING": "pine", "REACHED": "warn", "FULFILLED": "ok", "LAPSED": ""}


def rows_of(request: Request, edges: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a list of demands."""
    return [_row(request, edge["node"]) for edge in edges]


def _row(request: Request, node: dict[str, Any]) -> dict[str, Any]:
    words, kind = _tag(request, node)
    title = f"{node['kindName']} · {node['title']}" if node["title"] else node["kindName"]
    mine = (node["myVoice"] or {}).get("signedAt")
    notes = [node["villageName"], node["stateName"], _say(request, N_("您已联名")) if mine else ""]
    return {
        "href": f"{county_path(request)}/demands/{node['id']}",
        "label": title,
        "note": " · ".join(filter(None, notes)),
        "tag": words,
        "kind": kind,
    }


def _tag(request: Request, node: dict[str, Any]) -> tuple[str, str]:
    """Return the sign of a row: silence is red, what is missing is said as a number."""
    if node["overdue"]:
        return _say(request, N_("超期未办")), "bad"
    if node["state"] == "GATHERING":
        return _say(request, N_("最少还差 %(n)s 人"), n=node["missing"]), "pine"
    return node["stateName"], _KINDS[node["state"]]


def _say(request: Request, text: str, **facts: object) -> str:
    return language.translate(language.of(request), text, **facts)
