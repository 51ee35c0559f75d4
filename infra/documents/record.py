"""A record for the file, such as minutes: its JSON becomes an accessible PDF (PDF/UA-1)."""

from typing import TypedDict

from infra.documents import accessible


class Part(TypedDict):
    """What hangs on a record: signatures, objections."""

    title: str
    lines: list[str]
    none: str


class Record(TypedDict):
    """Everything that stands on the sheet."""

    title: str
    issuer: str
    subject: str
    lines: list[str]
    parts: list[Part]
    mark: str


def pdf(record: Record) -> bytes:
    """Print the record; as many pages as it needs."""
    return accessible.pdf("record.typ", record=record)
