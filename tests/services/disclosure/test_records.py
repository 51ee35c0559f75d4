"""The envelope, the differences between two records, and the changes of a correction form."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.disclosure import records
from services.disclosure.records import NoSuchField, Place
from services.disclosure.workflow import Kind
from services.transparency import service as transparency
from services.transparency.record import RecordError

PLACE = Place("开鲁县", "吉日嘎郎吐镇", "三苗树村", "150523108201")
ID = UUID(int=1)


def made(**content: object) -> dict[str, Any]:
    return dict(
        records.envelope(
            PLACE, kind=Kind.RESULT, number="2026-1", title="通水", content={**content}
        )
    )


def test_dates_ids_and_enumerations_become_text() -> None:
    content = made(on=date(2026, 11, 22), by=ID, kind=Kind.ANSWER, days=(1, None, True))["content"]

    assert content == {
        "on": "2026-11-22",
        "by": str(ID),
        "kind": "answer",
        "days": [1, None, True],
    }


@pytest.mark.parametrize("value", [0.5, b"bytes", {1, 2}, "\0", 2**60])
def test_what_readers_disagree_about_is_refused(value: object) -> None:
    with pytest.raises(RecordError):
        made(value=value)


def test_differences_are_rows_with_paths() -> None:
    before = {"a": 1, "b": [{"c": "x"}, {"c": "y"}], "gone": None, "same": True}
    after = {"a": 2, "b": [{"c": "x"}], "new": "z", "same": True}

    assert records.differences(before, after) == [
        {"field": "a", "before": "1", "after": "2"},
        {"field": "b.2.c", "before": "y", "after": ""},
        {"field": "new", "before": "", "after": "z"},
    ]


def test_changes_keep_numbers_numbers_and_leave_the_rest_alone() -> None:
    content = {"budget_fen": 1, "funding": [{"name": "县里", "amount_fen": 1}], "text": "旧"}

    changed = records.changed(
        content, {"budget_fen": "2", "funding.1.amount_fen": "2", "text": "新", "phone": "0475"}
    )

    assert changed == {
        "budget_fen": 2,
        "funding": [{"name": "县里", "amount_fen": 2}],
        "text": "新",
        "phone": "0475",
    }
    assert content["budget_fen"] == 1


def test_an_item_of_a_list_can_be_changed() -> None:
    assert records.changed({"notes": ["a", "b"]}, {"notes.2": "c"}) == {"notes": ["a", "c"]}


def test_a_personal_value_gets_a_fresh_salt() -> None:
    old = transparency.personal("居民0001")

    changed = records.changed({"proposer": old}, {"proposer": "居民0002"})["proposer"]

    assert isinstance(old, dict)
    assert isinstance(changed, dict)
    assert changed["value"] == "居民0002"
    assert changed["salt"] != old["salt"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("nothing", "x"),
        ("n", "many"),
        ("list.2", "x"),
        ("list.0", "x"),
        ("list", "x"),
        ("flag", "false"),
        ("n.1", "1"),
        ("", "x"),
        ("list.1.deep.er", "x"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(path: str, value: str) -> None:
    with pytest.raises(NoSuchField):
        records.changed({"n": 1, "list": ["a"], "flag": True}, {path: value})


def test_only_a_record_can_be_changed() -> None:
    with pytest.raises(NoSuchField):
        records.changed(["a"], {"1": "b"})


def test_an_erased_value_reads_as_nothing() -> None:
    whole = made(proposer=transparency.personal("居民0001"))
    closed = {**whole, "content": {"proposer": {"commitment": "0" * 64}}}

    assert records.readable(closed, {})["content"] == {"proposer": None}
    assert records.public(whole, {})["content"] == whole["content"]
