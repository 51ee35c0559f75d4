"""What is handed out as a spreadsheet holds texts and nothing that a program would reckon."""

import csv
import io
import re
import zipfile
from pathlib import Path

import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from infra.documents import spreadsheet
from services.people.roll import reader, rows
from services.people.roll.template import workbook
from tests.front.conftest import Sign
from tests.portals.site import Village

ROOT = Path(__file__).parents[2]
LEADING = "=+-@\t\r\n\0＝＋－＠ '\";,|%\u200b\ufeff\u00a0"
ACTIVE = re.compile(rb"<f[ >/]|<hyperlink|externalLink|ddeLink|vbaProject|<oleObject|connections")
_TEXTS = st.builds(
    lambda head, body: head + body,
    st.sampled_from([*LEADING, "=cmd|' /C calc'!A0", "@SUM(", "{=A1}", "http://x", "mailto:x"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)


def active(data: bytes) -> list[str]:
    """Return what of a workbook a spreadsheet program would reckon, fetch or run."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            found += [f"{name}: {one!r}" for one in ACTIVE.findall(archive.read(name))]
            found += [name] if ACTIVE.search(name.encode()) else []
    book = load_workbook(io.BytesIO(data))
    for sheet in book:
        found += [
            f"{sheet.title}!{cell.coordinate}: {cell.value!r}"
            for line in sheet.iter_rows()
            for cell in line
            if cell.value is not None and (cell.data_type == "f" or cell.hyperlink)
        ]
    return found


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(_TEXTS, min_size=400, max_size=420))
@example(["=1+1", "＝1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "http://x"] * 40)
def test_no_text_becomes_a_formula_or_a_link(texts: list[str]) -> None:
    width = len(rows.HEADINGS)
    lines = [texts[at : at + width] for at in range(0, len(texts), width)]

    assert active(workbook(lines)) == []


def test_no_text_of_a_report_becomes_a_formula_or_a_link() -> None:
    texts = [f"{one}1+1" for one in LEADING] + ["http://x", "=cmd|' /C calc'!A0"]

    assert active(spreadsheet.workbook([("报告", [["名称"], *([one, 1] for one in texts)])])) == []


async def test_the_template_that_is_handed_out_is_plain(village: Village, sign: Sign) -> None:
    office = await sign("县民政")

    answer = await office.client.get(f"{office.home}/office/rolls/template.xlsx")

    assert answer.status_code == 200
    assert active(answer.content) == []
    assert answer.headers["content-disposition"].startswith("attachment")


def test_a_formula_that_comes_in_is_told_in_every_spelling() -> None:
    for text in ("=1+1", "＝1+1", " =1", "\t=1", "\u00a0=1"):
        out = io.StringIO()
        csv.writer(out).writerows([rows.HEADINGS, [text] * len(rows.HEADINGS)])
        table = reader.read(out.getvalue().encode())
        assert table.lines[1].formulas == list(range(len(rows.HEADINGS))), repr(text)


def test_nothing_else_writes_spreadsheets() -> None:
    """The one writer is the tested one: a second export has to come through here."""
    writers = re.compile(r"xlsxwriter|csv\.(writer|DictWriter)|openpyxl\.Workbook|to_csv|to_excel")
    found = [
        str(path.relative_to(ROOT))
        for package in ("infra", "tenants", "services", "schema", "portals")
        for path in sorted((ROOT / package).rglob("*.py"))
        if writers.search(path.read_text("utf-8"))
    ]

    assert found == ["infra/documents/spreadsheet.py", "services/people/roll/exporting.py"]


def test_an_active_cell_would_be_noticed() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write(0, 0, "=1+1")

    assert len(active(out.getvalue())) == 2
