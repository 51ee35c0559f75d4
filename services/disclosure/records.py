"""The published record: one envelope from which page, sheets, texts and the log's leaf are made.

The content inside is what the deciding capability hands over. Every key may be missing:

matter_number, matter_type, text, budget_fen, spent_fen, funding [{name, amount_fen}], proposer,
attachments [{title, sha256, content_type, size_bytes}],
basis, meeting_on, body, attendance {all, due, present}, tally {in_favour, against, abstain,
invalid, not_voted}, passed, outcome, derivation [{zh, en, met, citation_zh, citation_en}],
rail [{zh, en, state, on}],
executor, finish_by, supervisor, stage, contractor, acceptance, variance, variance_fen,
milestones [{title, done_on, spent_fen}], question, answer,
annulled_by, annulment_document, annulled_on, annulment_basis,
checked_by [{body, name, on}], how_to_object, phone, posted_days, posted_until,
table {title, head, numeric, rows, total}.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from services.transparency import record as canon

FORMAT = "mingbai-bulletin-v1"
Content = Mapping[str, Any]
# What no correction changes: the files hang with the version that was voted on.
FIXED = frozenset({"attachments"})
# What only the record of an annulment writes.
ANNULMENT = frozenset({"annulled_by", "annulment_basis", "annulment_document", "annulled_on"})
# What a correction may add although the first record lacked it.
_TEXT_FIELDS = frozenset(
    {
        "acceptance",
        "basis",
        "body",
        "contractor",
        "executor",
        "finish_by",
        "how_to_object",
        "outcome",
        "phone",
        "proposer",
        "stage",
        "supervisor",
        "text",
        "variance",
    }
)


@dataclass(frozen=True)
class Place:
    """The names that stand on a sheet."""

    county: str
    township: str
    village: str
    village_code: str


def envelope(
    place: Place, *, kind: str, number: str, title: str, content: Mapping[str, object]
) -> canon.Record:
    """Return the record with its head; dates, ids and enumerations become text.

    Raises canon.RecordError for what has no place in a record (fractions, NUL, foreign objects).
    """
    whole = {
        "format": FORMAT,
        "kind": kind,
        "number": number,
        "title": title,
        "county": place.county,
        "township": place.township,
        "village": place.village,
        "village_code": place.village_code,
        "content": tidy(content),
    }
    return {name: canon.plain(value) for name, value in whole.items()}


def tidy(value: object) -> object:
    """Return the value with dates, ids and enumerations as text."""
    if isinstance(value, Enum):
        return tidy(value.value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): tidy(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [tidy(each) for each in value]
    return value


def readable(record: Mapping[str, Any], openings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record as people read it: bare values, None where one was erased."""
    return canon.opened(canon.reopened(record, openings))


def public(record: Mapping[str, Any], openings: Mapping[str, Any]) -> canon.Record:
    """Return the record as it is published: values with their salts, for anyone to check."""
    return canon.reopened(record, openings)


def differences(before: Content, after: Content) -> list[dict[str, str]]:
    """Return row by row what a correction changes."""
    old, new = dict(rows(before)), dict(rows(after))
    return [
        {"field": path, "before": old.get(path, ""), "after": new.get(path, "")}
        for path in dict.fromkeys([*old, *new])
        if old.get(path, "") != new.get(path, "")
    ]


def rows(value: object, path: str = "") -> list[tuple[str, str]]:
    """Return every value with its path; list places count from one."""
    if isinstance(value, Mapping):
        return [row for name in value for row in rows(value[name], f"{path}.{name}".strip("."))]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [row for n, each in enumerate(value, 1) for row in rows(each, f"{path}.{n}")]
    return [(path, "" if value is None else str(value))]


class NoSuchField(LookupError):
    """A path that leads to no value of the record, or a value that does not fit there."""


def changed(content: object, changes: Mapping[str, str]) -> dict[str, canon.Plain]:
    """Return a copy of the content with some values changed; numbers stay numbers."""
    copied = canon.plain(content)
    if not isinstance(copied, dict):
        raise NoSuchField("content")
    for path, value in changes.items():
        _change(copied, path, value)
    return copied


def _change(content: dict[str, canon.Plain], path: str, value: str) -> None:
    *way, last = path.split(".")
    if (*way, last)[0] in FIXED | ANNULMENT:
        raise NoSuchField(path)
    place: canon.Plain = content
    for step in way:
        place = _inside(place, step, path)
    key = _key(place, last, path)
    if isinstance(place, dict):
        place[str(key)] = _fitting(place.get(str(key)), value, path)
    elif isinstance(place, list):
        place[int(key)] = _fitting(place[int(key)], value, path)


def _inside(place: canon.Plain, step: str, path: str) -> canon.Plain:
    key = _key(place, step, path)
    if isinstance(place, dict):
        return place[str(key)]
    return place[int(key)] if isinstance(place, list) else None


def _key(place: canon.Plain, step: str, path: str) -> str | int:
    """Return the key of a step; list places count from one, as differences show them."""
    if isinstance(place, dict) and (step in place or step in _TEXT_FIELDS):
        return step
    if isinstance(place, list) and step.isdecimal() and 1 <= int(step) <= len(place):
        return int(step) - 1
    raise NoSuchField(path)


def _fitting(old: canon.Plain, value: str, path: str) -> canon.Plain:
    if isinstance(old, dict) and old.keys() == {"salt", "value"}:
        return canon.personal(value)
    if isinstance(old, bool | list | dict):
        raise NoSuchField(path)
    if not isinstance(old, int):
        return value
    try:
        return int(value)
    except ValueError as error:
        raise NoSuchField(path) from error
