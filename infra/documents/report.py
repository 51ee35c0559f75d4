"""A plain report of tables as an accessible PDF, set by a process of its own."""

from typing import TypedDict

from infra.documents import accessible


class Table(TypedDict):
    """One table: what it shows, its head line, its rows."""

    title: str
    head: list[str]
    rows: list[list[str]]


class Report(TypedDict):
    """What a report prints; every text comes as data, none as markup."""

    title: str
    place: str
    note: str
    tables: list[Table]


def pdf(report: Report) -> bytes:
    """Print the report."""
    return accessible.pdf("report.typ", report=report)
