"""Holds the history of what was acknowledged against what an installation has in the end."""

from collections.abc import Iterable
from typing import Any

from strawberry.relay import from_base64

from tests.crash.load import Deed, Load

ONCE = (
    "disclosure:bulletin:approve",
    "disclosure:bulletin:log",
    "disclosure:bulletin:publish",
)


def _deeds(loads: Iterable[Load], kind: str) -> list[Deed]:
    return [deed for load in loads for deed in load.of(kind)]


def wrong_counts(loads: Iterable[Load], counted: dict[str, Any], kind: str) -> list[str]:
    """What was acknowledged is there once, what is unknown at most once, a refusal never."""
    allowed = {"acknowledged": (1,), "unknown": (0, 1), "refused": (0,)}
    found = []
    for deed in _deeds(loads, kind):
        number = counted[kind].get(deed.marker, 0)
        if number not in allowed[deed.state]:
            found.append(f"{kind} {deed.marker} {deed.state}: {number} ({deed.told})")
    return found


def _check_ballots(loads: Iterable[Load], counted: dict[str, Any]) -> None:
    cast = _deeds(loads, "ballots")
    sure = sum(deed.state == "acknowledged" for deed in cast)
    unknown = sum(deed.state == "unknown" for deed in cast)
    assert counted["most_ballots_of_one"] <= 1
    assert all(deed.state != "refused" for deed in cast), [d.told for d in cast]
    assert sure <= sum(counted["ballots"].values()) <= sure + unknown


def _check_notices(loads: Iterable[Load], counted: dict[str, Any]) -> None:
    """Each published notice: one leaf, one set of sheets and texts, each text sent."""
    approved = _deeds(loads, "approvals")
    for deed in approved:
        bulletin = from_base64(deed.marker)[1]
        if deed.state == "acknowledged":
            assert bulletin in counted["published"], deed
    questions = counted["question_ids"]
    for deed in _deeds(loads, "answers"):
        notices = counted["bulletins_of_subject"].get(questions[deed.marker], 0)
        assert notices <= 1, deed
        assert deed.state != "acknowledged" or notices == 1, deed
    everywhere = set(counted["published"])
    assert counted["leaves"] == dict.fromkeys(everywhere, 1)
    assert counted["files"] == dict.fromkeys(everywhere, 4)
    assert counted["texts"] == dict.fromkeys(everywhere, 3)
    assert counted["texts_sent"] == counted["texts"]


def _check_messages(counted: dict[str, Any]) -> None:
    """A receiver that drops a known key got every announcement once, and whole."""
    told = counted["announced"]
    assert told["contradicting"] == []
    assert told["torn"] == 0
    assert set(told["of_text"]) == set(counted["text_ids"])


def check(loads: Iterable[Load], counted: dict[str, Any]) -> None:
    """Raise AssertionError at what was lost, doubled or left lying."""
    loads = list(loads)
    assert [defect for load in loads for defect in load.defects] == []
    assert counted["waiting"] == {}
    wrong = [
        line
        for kind in ("needs", "comments", "questions")
        for line in wrong_counts(loads, counted, kind)
    ]
    assert wrong == []
    _check_ballots(loads, counted)
    _check_notices(loads, counted)
    _check_messages(counted)
    doubled = [row for row in counted["audits"] if row[0] in ONCE and row[2] != 1]
    assert doubled == []
    assert counted["chain"] == "whole"
    assert counted["log"] is True
