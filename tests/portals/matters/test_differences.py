"""What the newest version changes: a file exchanged under its old title shows too."""

from typing import Any

from starlette.requests import Request

from portals.matters.page import differences

REQUEST = Request({"type": "http", "headers": [], "query_string": b""})


def version(**changed: Any) -> dict[str, Any]:
    same: dict[str, Any] = {"text": "打井", "budgetFen": 0, "fundingSources": [], "attachments": []}
    return {**same, **changed}


def file(sha256: str) -> dict[str, str]:
    return {"title": "施工图", "sha256": sha256}


def test_an_exchanged_file_is_a_difference_and_an_unchanged_one_is_not() -> None:
    old, new = version(attachments=[file("ab" * 32)]), version(attachments=[file("cd" * 32)])

    assert differences(REQUEST, {"versions": [old, new]}) == [
        {"label": "附件", "before": "施工图 abababab", "after": "施工图 cdcdcdcd"}
    ]
    assert differences(REQUEST, {"versions": [old, old]}) == []
    assert differences(REQUEST, {"versions": [old]}) == []
