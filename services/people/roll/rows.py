"""From the cells of a spreadsheet to rows of a roll: headings, tidy texts, dates, offices."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from services.people import phone
from services.people.roll.problems import RowProblem, problem
from services.people.roll.reader import MAX_ROWS, Line, Table
from services.people.workflow import Gender, Office

GROUP, NUMBER, HEAD, NAME, GENDER = "社", "户号", "户主", "姓名", "性别"
BIRTH, PHONE, RELATION, OFFICES, REPRESENTS = "出生日期", "手机", "与户主关系", "职务", "代表的户"
HEADINGS = (GROUP, NUMBER, HEAD, NAME, GENDER, BIRTH, PHONE, RELATION, OFFICES, REPRESENTS)
REQUIRED = (GROUP, NUMBER, HEAD, NAME)
LIMITS = {GROUP: 20, NUMBER: 20, HEAD: 40, NAME: 40, RELATION: 20, OFFICES: 200, REPRESENTS: 400}
GENDERS = {"": Gender.UNKNOWN, "男": Gender.MALE, "女": Gender.FEMALE}
TITLES: dict[str, Office] = {
    "党支部书记": Office.PARTY_SECRETARY,
    "村党支部书记": Office.PARTY_SECRETARY,
    "党支部委员": Office.PARTY_COMMITTEE_MEMBER,
    "支委": Office.PARTY_COMMITTEE_MEMBER,
    "党员": Office.PARTY_MEMBER,
    "预备党员": Office.PARTY_PROBATIONARY,
    "村委会主任": Office.COMMITTEE_DIRECTOR,
    "村委会副主任": Office.COMMITTEE_MEMBER,
    "村委会委员": Office.COMMITTEE_MEMBER,
    "文书": Office.CLERK,
    "监委会主任": Office.SUPERVISOR_DIRECTOR,
    "村务监督委员会主任": Office.SUPERVISOR_DIRECTOR,
    "监委会委员": Office.SUPERVISOR,
    "村务监督委员会委员": Office.SUPERVISOR,
    "民主理财小组成员": Office.FINANCE_MEMBER,
    "理事长": Office.COLLECTIVE_HEAD,
    "理事": Office.COLLECTIVE_MANAGER,
    "监事": Office.COLLECTIVE_SUPERVISOR,
    "执行主席": Office.EXECUTIVE_CHAIR,
    "村民代表": Office.REPRESENTATIVE,
    "社长": Office.GROUP_HEAD,
    "组长": Office.GROUP_HEAD,
    "村民小组组长": Office.GROUP_HEAD,
}

_EARLIEST_BIRTH = date(1890, 1, 1)
_DATE = re.compile(
    r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?$|^(\d{4})(\d\d)(\d\d)$"
)
_SPLIT = re.compile(r"[、,;/\s]+")
_RANGE = re.compile(r"^(\d+)[-~—至](\d+)$")
_MOST_IN_A_RANGE = 100


class RollRow(NamedTuple):
    """One person of the roll, tidied; `birth_date` is ISO text so that a row is plain JSON."""

    row: int
    group: str
    number: str
    head: str
    name: str
    gender: str
    birth_date: str
    phone: str
    relation: str
    offices: tuple[str, ...]
    represents: tuple[str, ...]

    @property
    def is_head(self) -> bool:
        """Whether this person is the head of the household."""
        return self.name == self.head


class Parsed(NamedTuple):
    """The rows that could be read, and what was wrong with cells."""

    rows: list[RollRow]
    problems: list[RowProblem]


def tidy(text: str) -> str:
    """Return a text with full-width signs made plain and blanks between Chinese signs gone."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", plain)


# A cell that begins with one of these is run or turned into a number by a spreadsheet program.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")
_MASKED_PHONE = re.compile(r"^\d{3}\*+\d{4}$")


def escaped(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula; `unescaped` undoes it."""
    return f"'{text}" if text.startswith(_ACTIVE) else text


def unescaped(text: str) -> str:
    """Return what an exported cell said before it was made harmless."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_ACTIVE) else text


def birth_date(text: str, today: date) -> date | None:
    """Return a date of birth as people write it, or None when it cannot be one."""
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        born = date(year, month, day)
    except ValueError:
        return None
    return born if _EARLIEST_BIRTH <= born <= today else None


def _household_numbers(text: str) -> Iterator[str]:
    for part in filter(None, _SPLIT.split(text)):
        found = _RANGE.match(part)
        if found is None:
            yield part
            continue
        first, last = found.groups()
        numbers = range(int(first), min(int(last), int(first) + _MOST_IN_A_RANGE) + 1)
        yield from (str(number).zfill(len(first)) for number in numbers)


class _Reading:
    """One pass over a table: reads a cell, and notes what is wrong with it where it stands."""

    def __init__(self, sheet: str, columns: list[str], today: date) -> None:
        self.sheet = sheet
        self.columns = columns
        self.today = today
        self.problems: list[RowProblem] = []

    def note(
        self, row: int, column: str, code: str, value: object = "", other: object = ""
    ) -> None:
        self.problems.append(
            problem(code, sheet=self.sheet, row=row, column=column, value=value, other=other)
        )

    def cells(self, line: Line) -> dict[str, str]:
        cells = (unescaped(tidy(cell)) for cell in line.cells)
        texts = dict(zip(self.columns, cells, strict=False))
        found = {heading: texts.get(heading, "") for heading in HEADINGS}
        for index in line.formulas:
            if index < len(self.columns):
                self.note(line.number, self.columns[index], "FORMULA")
        for heading, limit in LIMITS.items():
            if len(found[heading]) > limit:
                self.note(line.number, heading, "TEXT_TOO_LONG", other=limit)
        for heading in REQUIRED:
            if not found[heading]:
                self.note(line.number, heading, "MISSING_VALUE")
        return found

    def gender(self, row: int, text: str) -> str:
        if text not in GENDERS:
            self.note(row, GENDER, "GENDER_UNKNOWN", text)
        return GENDERS.get(text, Gender.UNKNOWN)

    def birth(self, row: int, text: str) -> str:
        born = birth_date(text, self.today)
        if text and born is None:
            self.note(row, BIRTH, "BIRTH_DATE_MALFORMED", text)
        return born.isoformat() if born else ""

    def phone(self, row: int, text: str) -> str:
        if _MASKED_PHONE.match(text):  # from an export without numbers: it says nothing new
            return ""
        number = phone.normalised(text)
        if text and number is None:
            self.note(row, PHONE, "PHONE_MALFORMED", text)
        return number or ""

    def offices(self, row: int, text: str) -> tuple[str, ...]:
        titles = list(filter(None, _SPLIT.split(text)))
        for title in titles:
            if title not in TITLES:
                self.note(row, OFFICES, "OFFICE_UNKNOWN", title)
        return tuple(dict.fromkeys(str(TITLES[title]) for title in titles if title in TITLES))

    def row(self, line: Line) -> RollRow:
        cells, number = self.cells(line), line.number
        return RollRow(
            row=number,
            group=cells[GROUP],
            number=cells[NUMBER],
            head=cells[HEAD],
            name=cells[NAME],
            gender=self.gender(number, cells[GENDER]),
            birth_date=self.birth(number, cells[BIRTH]),
            phone=self.phone(number, cells[PHONE]),
            relation=cells[RELATION],
            offices=self.offices(number, cells[OFFICES]),
            represents=tuple(dict.fromkeys(_household_numbers(cells[REPRESENTS]))),
        )


def _wrong_headings(sheet: str, row: int, columns: Iterable[str]) -> list[RowProblem]:
    given = [column for column in columns if column]
    missing = [heading for heading in HEADINGS if heading not in given]
    strange = [column for column in given if column not in HEADINGS]
    twice = [heading for heading in HEADINGS if given.count(heading) > 1]
    wrong = [
        *(f"缺少“{name}”" for name in missing),
        *(f"多出“{name}”" for name in strange),
        *(f"重复“{name}”" for name in twice),
    ]
    if not wrong:
        return []
    return [
        problem(
            "WRONG_COLUMNS", sheet=sheet, row=row, value="、".join(wrong), other=" ".join(HEADINGS)
        )
    ]


def parse(table: Table, today: date) -> Parsed:
    """Return the rows of a table, and the problems of the file, the headings and the cells."""
    if table.problem:
        return Parsed([], [problem(table.problem, other=MAX_ROWS)])
    if not table.lines:
        return Parsed([], [problem("FILE_EMPTY", sheet=table.sheet)])
    head, *lines = table.lines
    columns = [tidy(cell) for cell in head.cells]
    wrong = _wrong_headings(table.sheet, head.number, columns)
    if wrong:
        return Parsed([], wrong)
    if not lines:
        return Parsed([], [problem("FILE_EMPTY", sheet=table.sheet)])
    reading = _Reading(table.sheet, columns, today)
    rows = [reading.row(line) for line in lines]
    return Parsed(rows, reading.problems)
