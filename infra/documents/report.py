"""A plain report of tables as an accessible PDF, set by a process of its own."""

import json
from pathlib import Path
from typing import TypedDict

import typst

from infra.documents import fonts

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


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
    inputs = {
        "report": json.dumps(report, ensure_ascii=False),
        "serif": json.dumps(fonts.SERIF),
        "sans": json.dumps(fonts.SANS),
    }
    compiler = typst.Compiler(
        str(TEMPLATE), font_paths=fonts.load(), ignore_system_fonts=True, sys_inputs=inputs
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("typst returned several files for one PDF")
    return made
