"""A published item as people see it, and the answer to a verification code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from services.transparency import record as records
from services.transparency.errors import LogDamaged
from services.transparency.models import LogLeaf, LogOpening
from services.transparency.record import Record, RecordError, Value
from services.transparency.statement import Statement

Result = Literal["genuine", "superseded", "not_found", "malformed", "forged"]


@dataclass(frozen=True)
class Published:
    """One item of the public log.

    `record` holds plain values, None where one was erased; `public` is the whole leaf with the
    salts that are still there, as the export shows it.
    """

    index: int
    code: str
    kind: str
    subject: UUID
    at: datetime
    leaf_hash: bytes
    record: Record
    public: Record


@dataclass(frozen=True)
class Verification:
    """What a verification code leads to; `newest` is the version in force, or a withdrawal.

    `claim` is what the county signed in the QR, where one was scanned and agrees with the log.
    """

    result: Result
    code: str
    item: Published | None = None
    newest: Published | None = None
    claim: Statement | None = None


def body(leaf: LogLeaf) -> Record:
    """Return what the leaf's bytes say."""
    try:
        return records.parse_record(leaf.body.encode())
    except RecordError as error:
        raise LogDamaged(what=f"leaf {leaf.index}") from error


def record_of(leaf: LogLeaf) -> Record:
    """Return the leaf's record with commitments in the place of personal values."""
    closed = body(leaf).get("record")
    if not isinstance(closed, dict):
        raise LogDamaged(what=f"leaf {leaf.index}")
    return closed


def public_record(leaf: LogLeaf, openings: Iterable[LogOpening]) -> Record:
    """Return the record with the salts and values that have not been erased."""
    known = {opening.path: opening.field for opening in openings}
    return records.reopened(record_of(leaf), known)


def published(leaf: LogLeaf, openings: Iterable[LogOpening]) -> Published:
    """Return the item that a leaf and its openings make."""
    public = public_record(leaf, openings)
    return Published(
        index=leaf.index,
        code=leaf.code,
        kind=leaf.kind,
        subject=leaf.subject,
        at=leaf.at,
        leaf_hash=leaf.hash,
        record=records.opened(public),
        public={**body(leaf), "record": public},
    )


def same_contents(known: Record, offered: Mapping[str, Value]) -> bool:
    """Compare what people read, whatever the salts; an erased value equals anything."""
    erased = records.erased_paths(known)
    return _without(known, erased) == _without(offered, erased)


def _without(value: Mapping[str, Value], erased: frozenset[str]) -> Record:
    blank: dict[str, Record] = {path: {"value": None} for path in erased}
    return records.opened(records.reopened(value, blank))
