"""Writes a village's roll as the sheet that can be imported again without a change."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from services.people import phone
from services.people.models import Resident
from services.people.roll.register import Register
from services.people.roll.rows import GENDERS, HEADINGS, TITLES, escaped
from services.people.roll.template import workbook
from services.people.workflow import Office

Kind = Literal["csv", "xlsx"]
_GENDER_WORDS = {gender.value: word for word, gender in GENDERS.items()}
_TITLE_OF: dict[str, str] = {}
for _title, _office in TITLES.items():
    _TITLE_OF.setdefault(_office.value, _title)


def _offices(held: Iterable[str]) -> str:
    known = set(held)
    ranked = [office.value for office in Office if office.value in known]
    return "、".join(_TITLE_OF[office] for office in ranked if office in _TITLE_OF)


def rows(register: Register, phones: dict[str, str], *, whole: bool) -> Iterator[list[str]]:
    """Yield the sheet's rows, household by household, the head first.

    `phones` are the numbers by resident id; they are masked unless `whole`.
    """
    group_names = {group.id: name for name, group in register.groups.items()}
    numbers = register.numbers
    people: dict[str, list[Resident]] = {}
    for (number, _), person in register.people.items():
        people.setdefault(number, []).append(person)
    for number in sorted(people):
        home, members = register.households[number], people[number]
        members.sort(key=lambda one: (not one.is_head, one.id))
        for person in members:
            links = register.links.get(person.id, [])
            digits = phones.get(str(person.id), "")
            shown = digits if whole or not digits else phone.masked(digits)
            row = [
                group_names[home.group_id],
                number,
                members[0].name,
                person.name,
                _GENDER_WORDS.get(person.gender, ""),
                person.birth_date.isoformat() if person.birth_date else "",
                shown,
                person.relation,
                _offices(term.office for term in register.terms.get(person.id, [])),
                "、".join(sorted(numbers[one.household_id] for one in links)),
            ]
            yield [escaped(cell) for cell in row]


def file(lines: Sequence[Sequence[str]], kind: Kind) -> bytes:
    """Return the sheet as a workbook of texts, or as CSV that a spreadsheet opens as UTF-8."""
    if kind == "xlsx":
        return workbook(lines)
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADINGS)
    writer.writerows(lines)
    return text.getvalue().encode("utf-8-sig")
