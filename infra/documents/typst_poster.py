"""One notice-board sheet: the JSON of a poster becomes an accessible PDF (PDF/UA-1) or an image."""

import json
from pathlib import Path
from typing import Literal, get_args

import typst

from infra.documents import fonts, palette, qr
from infra.documents.poster import Poster

Format = Literal["a3", "a4", "a3_bw", "a4_bw"]
FORMATS: tuple[Format, ...] = get_args(Format)

TEMPLATE = Path(__file__).parent / "templates" / "poster.typ"
# Wide enough to be read from a 72-dpi proof, whose pixels rarely fall on whole modules.
MILLIMETRES_PER_MODULE = {"a3": 1.0, "a4": 0.85}
SMALLEST_QR_MM = {"a3": 58.0, "a4": 48.0}


def pdf(poster: Poster, form: Format) -> bytes:
    """Print the sheet as a PDF file; further numbered sheets follow when it does not fit."""
    made = _compiler(poster, form).compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("typst returned several files for one PDF")
    return made


def images(poster: Poster, form: Format, dots_per_inch: int) -> list[bytes]:
    """Print the sheet as one PNG a page, for previews and for reading the QR code back."""
    made = _compiler(poster, form).compile(format="png", ppi=dots_per_inch)
    return made if isinstance(made, list) else [bytes(made or b"")]


def qr_millimetres(url: str, paper: str) -> float:
    """Return the printed width of the code: long links need more modules and so more paper."""
    return max(SMALLEST_QR_MM[paper], qr.width_modules(url) * MILLIMETRES_PER_MODULE[paper])


def _compiler(poster: Poster, form: Format) -> typst.Compiler:
    """Set the sheet as it is meant to be, or closer if that saves a sheet that is hardly used."""
    usual = _set(poster, form, tight=False)
    sheets = _sheets(usual)
    if sheets == 1:
        return usual
    closer = _set(poster, form, tight=True)
    return closer if _sheets(closer) < sheets else usual


def _sheets(compiler: typst.Compiler) -> int:
    return int(json.loads(compiler.query("<sheets>", field="value", one=True)))


def _set(poster: Poster, form: Format, *, tight: bool) -> typst.Compiler:
    paper, _, ink = form.partition("_")
    url = poster["qr_url"]
    qr_mm = qr_millimetres(url, paper)
    inputs = {
        "poster": json.dumps(poster, ensure_ascii=False),
        "palette": json.dumps(dict(palette.BLACK_AND_WHITE if ink else palette.COLOUR)),
        "serif": json.dumps(fonts.SERIF),
        "sans": json.dumps(fonts.SANS),
        "qr": qr.svg(url).decode(),
        "qr_mm": str(qr_mm),
        "quiet_mm": str(qr_mm / qr.width_modules(url) * qr.QUIET_ZONE_MODULES),
        "paper": paper,
        "bw": "1" if ink else "0",
        "tight": "1" if tight else "0",
    }
    return typst.Compiler(
        str(TEMPLATE), font_paths=fonts.load(), ignore_system_fonts=True, sys_inputs=inputs
    )
