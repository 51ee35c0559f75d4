"""A record for the file, such as minutes: its JSON becomes an accessible PDF (PDF/UA-1)."""

import json
from pathlib import Path
from typing import TypedDict

import typst

from infra.documents import fonts

TEMPLATE = Path(__file__).parent / "templates" / "record.typ"


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
    inputs = {
        "record": json.dumps(record, ensure_ascii=False),
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
