"""Sets a template with data as one accessible PDF (PDF/UA-1)."""

import json
from pathlib import Path

import typst

from infra.documents import fonts

_TEMPLATES = Path(__file__).parent / "templates"


def pdf(template: str, **data: object) -> bytes:
    """Print as many pages as it needs; every text comes as data, none as markup."""
    inputs = {**data, "serif": fonts.SERIF, "sans": fonts.SANS}
    compiler = typst.Compiler(
        str(_TEMPLATES / template),
        font_paths=fonts.load(),
        ignore_system_fonts=True,
        sys_inputs={name: json.dumps(one, ensure_ascii=False) for name, one in inputs.items()},
    )
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("typst returned several files for one PDF")
    return made
