"""The one way to write a workbook: nothing that people typed becomes a formula or a link."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import xlsxwriter

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 40
Cell = str | int


@contextmanager
def book(buffer: io.BytesIO) -> Iterator[xlsxwriter.Workbook]:
    """Open a workbook that takes texts as texts (SECURITY 27) and writes it at the end."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as made:
        yield made


def workbook(sheets: Sequence[tuple[str, Sequence[Sequence[Cell]]]]) -> bytes:
    """Return a workbook of sheets with a head line each; numbers stay numbers."""
    buffer = io.BytesIO()
    with book(buffer) as made:
        bold = made.add_format({"bold": True, "bottom": 1})
        for name, rows in sheets:
            sheet = made.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    form = None if number else bold
                    if isinstance(value, str):
                        sheet.write_string(number, column, value, form)
                    else:
                        sheet.write_number(number, column, value, form)
            for column in range(max((len(row) for row in rows), default=0)):
                longest = max(len(str(row[column])) for row in rows if column < len(row))
                sheet.set_column(column, column, min(_WIDEST, 2 * longest + 2))
    return buffer.getvalue()
