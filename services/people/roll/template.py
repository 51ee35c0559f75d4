"""Makes the blank workbook of a village roll: headings, hints, choices, and how to fill it in."""

import io
from collections.abc import Iterable, Sequence

from infra.documents import spreadsheet
from services.people.roll.rows import GENDER, HEADINGS, TITLES

SHEET = "村民名册"
_WIDTHS = (10, 8, 12, 12, 6, 14, 14, 12, 24, 24)
_INSTRUCTIONS = (
    "一人一行；同一户的人，社、户号、户主都要填，而且一样。",
    "户主本人也占一行，“姓名”与“户主”相同。",
    "户号在一个村里不能重复，例如 001、002。",
    "出生日期写成 1980-01-31；不清楚就留空。",
    "手机填 11 位；没有就留空。一个号码只能登记一人。",
    f"职务可填：{'、'.join(TITLES)}；几个职务用顿号隔开。",
    "代表的户只有村民代表填：户号用顿号隔开，或写成 001-007；每位代表 5 到 15 户。",
    "不要填公式；不要改第一行的表头。",
)


def workbook(rows: Iterable[Sequence[str]] = ()) -> bytes:
    """Return an .xlsx with the headings of a roll and these rows, every cell as text."""
    buffer = io.BytesIO()
    with spreadsheet.book(buffer) as book:
        # The format "@" keeps the zeros in front of a household number when people type it.
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        sheet = book.add_worksheet(SHEET)
        for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, heading, bold)
        sheet.freeze_panes(1, 0)
        last_row = 5_000
        sheet.data_validation(
            1, HEADINGS.index(GENDER), last_row, HEADINGS.index(GENDER),
            {"validate": "list", "source": ["男", "女"]},
        )  # fmt: skip
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value, text)
        notes = book.add_worksheet("填写说明")
        notes.set_column(0, 0, 100)
        for number, line in enumerate(_INSTRUCTIONS):
            notes.write_string(number, 0, f"{number + 1}. {line}")
    return buffer.getvalue()
