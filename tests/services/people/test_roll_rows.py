"""Cells become tidy rows; what cannot be read is pointed out by row and column."""

from datetime import date

import pytest

from services.people.roll.problems import WORDS
from services.people.roll.reader import Line, Table
from services.people.roll.rows import HEADINGS, RollRow, birth_date, parse, tidy

TODAY = date(2026, 11, 22)
GOOD = ["一社", "001", "张三", "张三", "男", "1980-01-31", "13812345678", "户主", "", ""]


def table(*rows: list[str], headings: tuple[str, ...] = HEADINGS) -> Table:
    lines = [Line(number, list(row), []) for number, row in enumerate([headings, *rows], start=1)]
    return Table("村民名册", lines)


def changed(**cells: str) -> list[str]:
    return [cells.get(heading, value) for heading, value in zip(HEADINGS, GOOD, strict=True)]


def found(*rows: list[str]) -> list[tuple[int, str, str]]:
    return [(at.row, at.column, at.code) for at in parse(table(*rows), TODAY).problems]


def test_a_row_is_read_whole() -> None:
    [row] = parse(table(changed(职务="村民代表、党员", 代表的户="001-003、007")), TODAY).rows

    assert row == RollRow(
        row=2,
        group="一社",
        number="001",
        head="张三",
        name="张三",
        gender="male",
        birth_date="1980-01-31",
        phone="13812345678",
        relation="户主",
        offices=("representative", "party_member"),
        represents=("001", "002", "003", "007"),
    )
    assert row.is_head


def test_who_is_on_probation_in_the_party_is_not_its_member() -> None:
    [row] = parse(table(changed(职务="预备党员")), TODAY).rows

    assert row.offices == ("party_probationary",)


def test_full_width_signs_and_blanks_are_tolerated() -> None:
    row = changed(
        户号="０ ０１".replace(" ", ""),
        姓名="张　三 ",
        户主=" 张 三",
        手机="１３８ １２３４ ５６７８",
        出生日期="１９８０．１．３１",
        职务="村民代表，党员",
        代表的户="００１－００３，　００７",
    )

    [tidied] = parse(table(row), TODAY).rows

    assert (tidied.number, tidied.name, tidied.head) == ("001", "张三", "张三")
    assert (tidied.phone, tidied.birth_date) == ("13812345678", "1980-01-31")
    assert tidied.offices == ("representative", "party_member")
    assert tidied.represents == ("001", "002", "003", "007")
    assert found(row) == []


def test_names_of_minorities_keep_their_dot_and_latin_names_their_blank() -> None:
    assert tidy(" 阿布都·热合曼 ") == "阿布都·热合曼"
    assert tidy("Anna  Maria") == "Anna Maria"


@pytest.mark.parametrize(
    "written",
    ["1980-1-31", "1980/01/31", "1980.1.31", "1980年1月31日", "19800131", "1980-01-31 00:00:00"],
)
def test_a_date_of_birth_is_read_as_people_write_it(written: str) -> None:
    assert birth_date(written, TODAY) == date(1980, 1, 31)


@pytest.mark.parametrize(
    "written", ["1980-02-30", "2026-11-23", "1889-12-31", "31.1.1980", "八〇年"]
)
def test_a_date_that_cannot_be_is_refused(written: str) -> None:
    assert birth_date(written, TODAY) is None
    assert found(changed(出生日期=written)) == [(2, "出生日期", "BIRTH_DATE_MALFORMED")]


def test_empty_cells_are_allowed_where_nothing_is_known() -> None:
    assert found(changed(性别="", 出生日期="", 手机="", 与户主关系="")) == []


@pytest.mark.parametrize("column", ["社", "户号", "户主", "姓名"])
def test_a_required_cell_must_not_be_empty(column: str) -> None:
    assert found(changed(**{column: "　"})) == [(2, column, "MISSING_VALUE")]


def test_wrong_cells_are_pointed_out_where_they_stand() -> None:
    assert found(GOOD, changed(手机="1381234567")) == [(3, "手机", "PHONE_MALFORMED")]
    assert found(changed(性别="未知")) == [(2, "性别", "GENDER_UNKNOWN")]
    assert found(changed(职务="村民代表、村霸")) == [(2, "职务", "OFFICE_UNKNOWN")]
    assert found(changed(姓名="张" * 41)) == [(2, "姓名", "TEXT_TOO_LONG")]


def test_a_formula_is_pointed_out_with_its_column() -> None:
    lines = [Line(1, list(HEADINGS), []), Line(2, GOOD, [3]), Line(3, GOOD, [30])]

    problems = parse(Table("名册", lines), TODAY).problems

    assert [(at.sheet, at.row, at.column, at.code) for at in problems] == [
        ("名册", 2, "姓名", "FORMULA")
    ]


def test_wrong_headings_are_named_once_and_no_row_is_read() -> None:
    headings = ("社", "社", "户编号", *HEADINGS[2:])

    rows, problems = parse(table(GOOD, headings=headings), TODAY)

    assert rows == []
    [problem] = problems
    assert (problem.row, problem.code) == (1, "WRONG_COLUMNS")
    assert "缺少“户号”、多出“户编号”、重复“社”" in problem.zh


def test_columns_may_stand_in_any_order() -> None:
    lines = table(list(reversed(GOOD)), headings=tuple(reversed(HEADINGS)))

    rows, problems = parse(lines, TODAY)

    assert (rows[0].name, rows[0].group, problems) == ("张三", "一社", [])


def test_a_roll_without_rows_is_empty() -> None:
    assert [at.code for at in parse(table(), TODAY).problems] == ["FILE_EMPTY"]
    assert [at.code for at in parse(Table("", []), TODAY).problems] == ["FILE_EMPTY"]


def test_a_problem_of_the_whole_file_stands_in_row_0() -> None:
    [problem] = parse(Table("", [], "TOO_MANY_ROWS"), TODAY).problems

    assert (problem.row, problem.code) == (0, "TOO_MANY_ROWS")
    assert "50000" in problem.zh
    assert "50000" in problem.en


def test_an_endless_range_of_households_is_cut() -> None:
    [row] = parse(table(changed(职务="村民代表", 代表的户="1-999999999")), TODAY).rows

    assert len(row.represents) == 101


def test_every_problem_has_words_in_both_languages() -> None:
    assert all(
        zh.format(value="", other="") and en.format(value="", other="") for zh, en in WORDS.values()
    )
