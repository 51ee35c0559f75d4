"""Uploaded files are read within limits, in a process of their own, and are not believed."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

import openpyxl
import pytest
import xlsxwriter

from services.people.roll import reader, sandbox
from services.people.roll.reader import Line, read
from services.people.roll.rows import HEADINGS
from services.people.roll.template import workbook


def written(rows: Iterable[Sequence[object]]) -> bytes:
    """Return an .xlsx as another program writes it: numbers, dates and formulas as such."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_is_read_row_by_row() -> None:
    table = read(workbook([["一社", "001", "张三", "张三"]]))

    assert table.problem == ""
    assert table.sheet == "村民名册"
    assert table.lines[0] == Line(1, list(HEADINGS), [])
    assert table.lines[1].number == 2
    assert table.lines[1].cells[:4] == ["一社", "001", "张三", "张三"]


def test_numbers_and_dates_are_read_as_people_see_them() -> None:
    table = read(written([[13812345678, 12.0, 1.5, datetime(1980, 1, 31), True]]))  # noqa: DTZ001 - as Excel has it

    assert table.lines[0].cells == ["13812345678", "12", "1.5", "1980-01-31", "True"]


def test_formulas_are_pointed_out_in_workbooks_and_texts() -> None:
    assert read(written([["a", "=1+1", "b", "＝HYPERLINK()"]])).lines[0].formulas == [1, 3]
    assert read(b'a, =1+1,b,"=cmd|x"').lines[0].formulas == [1, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_texts_are_read_in_the_encodings_of_chinese_office_programs(
    encoding: str, separator: str
) -> None:
    data = f"社{separator}户号\r\n一社{separator}001\r\n".encode(encoding)

    assert [line.cells for line in read(data).lines] == [["社", "户号"], ["一社", "001"]]


def test_full_width_commas_inside_a_cell_do_not_divide_it() -> None:
    data = "职务,户号\n村民代表，党员,001\n".encode()

    assert read(data).lines[1].cells == ["村民代表，党员", "001"]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "FILE_EMPTY"),
        (b" \r\n ", "FILE_EMPTY"),
        (b"PK\x03\x04 but no archive", "NOT_A_SPREADSHEET"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "NOT_A_SPREADSHEET"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "NOT_A_SPREADSHEET"),
        (b"%PDF-1.7\n\xff\xff\x00", "NOT_A_SPREADSHEET"),
        (b"a" * (reader.MAX_FILE_BYTES + 1), "FILE_TOO_LARGE"),
        (workbook([["一社"]])[:2000], "NOT_A_SPREADSHEET"),
    ],
)
def test_a_file_that_is_no_spreadsheet_is_refused(data: bytes, problem: str) -> None:
    assert read(data) == ("", [], problem)


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.txt", "hello")

    assert read(buffer.getvalue()).problem == "NOT_A_SPREADSHEET"


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as file,
    ):
        for _ in range(210):
            file.write(b" " * 1024 * 1024)

    assert len(buffer.getvalue()) < reader.MAX_FILE_BYTES
    assert read(buffer.getvalue()).problem == "FILE_TOO_LARGE"


def test_a_workbook_with_an_entity_bomb_is_refused() -> None:
    buffer = io.BytesIO()
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["一社"]]))) as source,
        zipfile.ZipFile(buffer, "w") as target,
    ):
        for name in source.namelist():
            content = bomb if name.startswith("xl/worksheets/sheet1") else source.read(name)
            target.writestr(name, content)

    assert read(buffer.getvalue()).problem == "NOT_A_SPREADSHEET"


def sheet_of(rows: int) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(rows):
            sheet.write_number(row, 0, row)
    return buffer.getvalue()


def test_more_than_50_000_rows_are_refused_before_any_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parsed: list[int] = []
    monkeypatch.setattr(reader, "_line", lambda number, values: parsed.append(number))

    assert read(sheet_of(60_000)).problem == "TOO_MANY_ROWS"
    assert parsed == []


def test_rows_that_are_only_formatted_are_not_counted() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "社")
        for row in range(1, 60_000):
            sheet.set_row(row, 20)

    assert [line.cells for line in read(buffer.getvalue()).lines] == [["社"]]


def test_50_000_rows_are_not_too_many() -> None:
    data = b"a\n" * (reader.MAX_ROWS + 1)

    assert len(read(data).lines) == reader.MAX_ROWS + 1
    assert read(data + b"a\n").problem == "TOO_MANY_ROWS"


def test_a_sheet_that_is_formatted_to_its_end_is_read_to_its_last_entry() -> None:
    table = read(written([["a"], *[[None]] * 5000, ["lost"]]))

    assert [line.cells for line in table.lines] == [["a"]]


def test_long_cells_are_cut_and_far_columns_left_out() -> None:
    [line] = read(written([["x" * 5000, *range(100)]])).lines

    assert len(line.cells) == reader.MAX_COLUMNS
    assert len(line.cells[0]) == reader.MAX_CELL_CHARACTERS


async def test_the_subprocess_answers_as_the_reader_does() -> None:
    data = workbook([["一社", "001", "张三", "张三"]])

    assert await sandbox.read(data) == read(data)
    assert (await sandbox.read(b"")).problem == "FILE_EMPTY"


async def test_a_reader_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")

    assert (await sandbox.read(workbook([["一社"]]))).problem == "FILE_UNREADABLE"


async def test_a_reader_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "TIMEOUT_SECONDS", 0.01)

    table = await sandbox.read(workbook([["一社"]]))

    assert table.problem == "FILE_UNREADABLE"
