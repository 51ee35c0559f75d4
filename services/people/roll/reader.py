"""Reads an uploaded roll in a process of its own: bytes on stdin, JSON on stdout.

Run as `python -m services.people.roll.reader` by `services.people.roll.sandbox`. It trusts nothing:
memory, processor time and open files are limited before the first byte is looked at, and it stops
at the first row, cell or character that is too much.
"""

import csv
import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_TAGS = 5_000_000  # 50,000 whole rows have some four million; a parser takes seconds for each
MAX_ROWS = 50_000
MAX_COLUMNS = 40
MAX_CELL_CHARACTERS = 500
MAX_CHARACTERS = 20_000_000
# A sheet may be formatted far below its last entry; so many empty rows in a row end it.
MAX_EMPTY_ROWS = 1_000
MEMORY_BYTES = 768 * 1024 * 1024
PROCESSOR_SECONDS = 20

Value = str | int | float | bool | date | datetime | None


class Refused(Exception):
    """The file as a whole cannot be read; the argument is the code of the problem."""


class Line(NamedTuple):
    """One row of the sheet: its number there, its texts, and which columns hold formulas."""

    number: int
    cells: list[str]
    formulas: list[int]


class Table(NamedTuple):
    """The lines of the first sheet, or the code of the problem of the whole file."""

    sheet: str
    lines: list[Line]
    problem: str = ""


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:MAX_CELL_CHARACTERS]


def _line(number: int, values: Iterable[tuple[object, bool]]) -> Line:
    cells, formulas = [], []
    for column, (value, is_formula) in enumerate(islice(values, MAX_COLUMNS)):
        text = _text(value)
        cells.append(text)
        if is_formula or text.lstrip().startswith(("=", "＝")):
            formulas.append(column)
    return Line(number, cells, formulas)


def _has_too_many_rows(sheet: bytes) -> bool:
    """Count rows that hold a value without parsing, which would take seconds for a huge sheet."""
    filled, at = 0, sheet.find(b"<row")
    while at >= 0:
        following = sheet.find(b"<row", at + 4)
        end = following if following >= 0 else len(sheet)
        filled += sheet.find(b"<v>", at, end) >= 0 or sheet.find(b"<is>", at, end) >= 0
        if filled > MAX_ROWS + 1:
            return True
        at = following
    return False


def _check_archive(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
            raise Refused("FILE_TOO_LARGE")
        tags = 0
        for name in archive.namelist():
            part = archive.read(name)
            if name.startswith("xl/worksheets/") and _has_too_many_rows(part):
                raise Refused("TOO_MANY_ROWS")
            tags += part.count(b"<")
            if tags > MAX_TAGS:
                raise Refused("FILE_TOO_LARGE")


def _lines_of_workbook(data: bytes) -> tuple[str, Iterator[Line]]:
    # Imported after the limits are set, because a parser is what the limits are for.
    from openpyxl import load_workbook  # noqa: PLC0415
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        _check_archive(data)
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
    except (InvalidFileException, KeyError, IndexError, OSError, ValueError, SyntaxError) as error:
        raise Refused("NOT_A_SPREADSHEET") from error
    except zipfile.BadZipFile as error:
        raise Refused("NOT_A_SPREADSHEET") from error
    sheet.reset_dimensions()  # what a file says about its own size is not believed
    rows = (
        _line(number, ((cell.value, cell.data_type == "f") for cell in row))
        for number, row in enumerate(sheet.iter_rows(), start=1)
    )
    return sheet.title, rows


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("NOT_A_SPREADSHEET")


def _lines_of_text(data: bytes) -> tuple[str, Iterator[Line]]:
    text = _decoded(data)
    if "\0" in text:
        raise Refused("NOT_A_SPREADSHEET")
    head = text.split("\n", 1)[0]
    delimiter = "\t" if head.count("\t") > head.count(",") else ","
    table = csv.reader(io.StringIO(text), delimiter=delimiter)
    rows = (_line(number, ((value, False) for value in row)) for number, row in enumerate(table, 1))
    return "CSV", rows


def _limited(lines: Iterator[Line]) -> Iterator[Line]:
    """Pass on what is not empty, and refuse at the first row or character that is too much."""
    seen = characters = empty = 0
    for line in lines:
        if not any(cell.strip() for cell in line.cells):
            empty += 1
            if empty > MAX_EMPTY_ROWS:
                return
            continue
        empty = 0
        seen += 1
        characters += sum(map(len, line.cells))
        if seen > MAX_ROWS + 1:  # the first row holds the headings
            raise Refused("TOO_MANY_ROWS")
        if characters > MAX_CHARACTERS:
            raise Refused("FILE_TOO_LARGE")
        yield line


def read(data: bytes) -> Table:
    """Return the lines of an uploaded file, or why it cannot be read."""
    try:
        if not data.strip():
            raise Refused("FILE_EMPTY")
        if len(data) > MAX_FILE_BYTES:
            raise Refused("FILE_TOO_LARGE")
        reading = _lines_of_workbook if data.startswith(b"PK") else _lines_of_text
        sheet, lines = reading(data)
        return Table(sheet, list(_limited(lines)))
    except Refused as refusal:
        return Table("", [], refusal.args[0])
    except (csv.Error, zipfile.BadZipFile, ValueError, SyntaxError, KeyError, TypeError):
        return Table("", [], "NOT_A_SPREADSHEET")
    except MemoryError:
        return Table("", [], "FILE_TOO_LARGE")


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read stdin, write JSON to stdout."""
    _limit()
    answer = read(sys.stdin.buffer.read(MAX_FILE_BYTES + 1))
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


if __name__ == "__main__":
    main()
