"""Pure rules about a whole roll: households, heads, people, phones, offices, representatives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from services.people import incompatible
from services.people.incompatible import kin_clashes
from services.people.kin import Member, kin_in_household
from services.people.phone import masked
from services.people.roll.problems import RowProblem, problem
from services.people.roll.rows import GROUP, HEAD, NAME, NUMBER, OFFICES, PHONE, REPRESENTS, RollRow
from services.people.workflow import (
    ELECTED_AT_THE_POLLS,
    ELECTIVE,
    HOUSEHOLDS_PER_REPRESENTATIVE,
    OFFICE_NAMES,
    SINGLE_HOLDER,
    Office,
)

Key = tuple[str, str]


class KnownPerson(NamedTuple):
    """What a check needs to know of somebody who is on the village's roll already."""

    id: UUID
    birth_date: str
    offices: frozenset[str]


@dataclass(frozen=True)
class Known:
    """What the county's tables say before the roll is written."""

    bars: tuple[incompatible.Bar, ...] = incompatible.LAW  # those that hold in the village today
    had_committee: bool = False
    kin: frozenset[frozenset[Key]] = frozenset()  # pairs of near relatives
    groups: frozenset[str] = frozenset()
    people: Mapping[Key, KnownPerson] = field(default_factory=dict)  # by household number and name
    phone_owners: Mapping[str, UUID] = field(default_factory=dict)  # by phone number
    holders: Mapping[str, Key] = field(default_factory=dict)  # by office with one holder
    representatives: Mapping[str, Key] = field(default_factory=dict)  # by household number

    @property
    def numbers(self) -> set[str]:
        """The household numbers on the roll."""
        return {number for number, _ in self.people}


def key(row: RollRow) -> Key:
    """Return by what a person is recognised when a roll is imported again."""
    return row.number, row.name


class _Checking:
    """One pass over the rows of a sheet against what is known."""

    def __init__(self, sheet: str, rows: list[RollRow], known: Known) -> None:
        self.sheet = sheet
        self.rows = rows
        self.known = known
        self.listed = {key(row): row for row in reversed(rows)}
        self.numbers = {row.number for row in rows} | known.numbers
        self.problems: list[RowProblem] = []

    def note(
        self, row: RollRow, column: str, code: str, value: object = "", other: object = ""
    ) -> None:
        self.problems.append(
            problem(code, sheet=self.sheet, row=row.row, column=column, value=value, other=other)
        )

    def groups(self) -> None:
        """Refuse a group that the village lacks; its first roll brings its groups along."""
        if self.known.groups:
            for row in self.rows:
                if row.group not in self.known.groups:
                    self.note(row, GROUP, "UNKNOWN_GROUP", row.group)

    def households(self) -> None:
        first: dict[str, RollRow] = {}
        for row in self.rows:
            leader = first.setdefault(row.number, row)
            if (leader.group, leader.head) != (row.group, row.head):
                self.note(row, NUMBER, "DUPLICATE_HOUSEHOLD", row.number, leader.row)
        for row in first.values():
            head = (row.number, row.head)
            if head not in self.listed and head not in self.known.people:
                self.note(row, HEAD, "HEAD_MISSING", row.number, row.head)

    def people(self) -> None:
        at: dict[Key, str] = {  # where a person of this name and birth date lives
            (name, person.birth_date): number
            for (number, name), person in self.known.people.items()
            if person.birth_date
        }
        for row in self.rows:
            twin = self.listed[key(row)]
            if twin is not row:
                self.note(row, NAME, "DUPLICATE_PERSON", row.name, twin.row)
            if row.birth_date:
                home = at.setdefault((row.name, row.birth_date), row.number)
                if home != row.number:
                    self.note(row, NAME, "PERSON_IN_TWO_HOUSEHOLDS", row.name, home)

    def phones(self) -> None:
        users: dict[str, RollRow] = {}
        for row in self.rows:
            if not row.phone:
                continue
            first = users.setdefault(row.phone, row)
            if first is not row and first.name == row.name and first.number != row.number:
                self.note(row, NAME, "PERSON_IN_TWO_HOUSEHOLDS", row.name, first.number)
            elif first is not row:
                self.note(row, PHONE, "PHONE_TAKEN", masked(row.phone), first.name)
            person = self.known.people.get(key(row))
            owner = self.known.phone_owners.get(row.phone)
            if owner is not None and (person is None or person.id != owner):
                self.note(row, PHONE, "PHONE_TAKEN", masked(row.phone), "已在名册 / on the roll")

    def offices(self) -> None:
        holders = dict(self.known.holders)
        for row in self.rows:
            person = self.known.people.get(key(row))
            held = set(row.offices) | (person.offices if person else frozenset())
            clash = incompatible.first_clash(self.known.bars, held) if row.offices else None
            if clash:
                self.note(row, OFFICES, "OFFICES_INCOMPATIBLE", row.name, _told(clash))
            if self.known.had_committee:
                for office in _new(row, person) & ELECTED_AT_THE_POLLS:
                    self.note(row, OFFICES, "ELECTIVE_OFFICE", " ".join(OFFICE_NAMES[office]))
            for office in SINGLE_HOLDER & {Office(name) for name in row.offices}:
                holder = holders.setdefault(office, key(row))
                if holder != key(row):
                    title = " ".join(OFFICE_NAMES[office])
                    self.note(row, OFFICES, "OFFICE_TAKEN", title, holder[1])

    def relatives(self) -> None:
        """Refuse an office that a near relative's office bars; whose it is, is not told."""
        offices = {who: set(person.offices) for who, person in self.known.people.items()}
        for row in self.rows:
            offices.setdefault(key(row), set()).update(row.offices)
        theirs: dict[Key, set[str]] = defaultdict(set)
        for pair in self.known.kin | _related(self.rows):
            for one in pair:
                for other in pair - {one}:
                    theirs[one] |= offices.get(other, set())
        for row in self.rows:
            new = _new(row, self.known.people.get(key(row)))
            clash = next(kin_clashes(self.known.bars, new, theirs[key(row)]), None)
            if clash:
                office = " ".join(OFFICE_NAMES[clash.one])
                rule = f"{clash.bar.citation_zh}, {clash.bar.citation_en}"
                self.note(row, OFFICES, "RELATIVE_IN_OFFICE", f"{row.name} {office}", rule)

    def representatives(self) -> None:
        # A representative of the sheet gives up what the sheet no longer says.
        speaks = {
            number: who
            for number, who in self.known.representatives.items()
            if who not in self.listed or not self.listed[who].represents
        }
        for row in self.rows:
            if Office.REPRESENTATIVE in row.offices:
                if len(row.represents) not in HOUSEHOLDS_PER_REPRESENTATIVE:
                    self.note(
                        row,
                        REPRESENTS,
                        "REPRESENTATIVE_HOUSEHOLDS",
                        row.name,
                        len(row.represents),
                    )
            elif row.represents:
                self.note(row, REPRESENTS, "NOT_A_REPRESENTATIVE", row.name)
            for number in row.represents:
                if number not in self.numbers:
                    self.note(row, REPRESENTS, "UNKNOWN_HOUSEHOLD", number)
                who = speaks.setdefault(number, key(row))
                if who != key(row):
                    self.note(row, REPRESENTS, "HOUSEHOLD_REPRESENTED_TWICE", number, who[1])


def _related(rows: Iterable[RollRow]) -> frozenset[frozenset[Key]]:
    """Return the pairs of near relatives that the sheet's own relations tell of."""
    found: set[frozenset[Key]] = set()
    for members in by_household(rows).values():
        at_home = [Member(key(row), row.is_head, row.relation) for row in members]
        found |= kin_in_household(at_home)
    return frozenset(found)


def _told(clash: incompatible.Clash) -> str:
    offices = " / ".join(" ".join(OFFICE_NAMES[one]) for one in (clash.one, clash.other))
    return f"{offices}（{clash.bar.citation_zh}, {clash.bar.citation_en}）"


def _new(row: RollRow, person: KnownPerson | None) -> frozenset[Office]:
    """Return the offices that a row brings and the tables do not have."""
    held = person.offices if person else frozenset[str]()
    return frozenset(Office(one) for one in row.offices if one not in held)


def elects(rows: Iterable[RollRow], known: Known) -> bool:
    """Say whether writing the rows would give anybody an elective office."""
    return any(_new(row, known.people.get(key(row))) & ELECTIVE for row in rows)


def check(sheet: str, rows: Iterable[RollRow], known: Known) -> list[RowProblem]:
    """Return everything that is wrong with the rows taken together, in the order of the rows."""
    checking = _Checking(sheet, list(rows), known)
    checking.groups()
    checking.households()
    checking.people()
    checking.phones()
    checking.offices()
    checking.relatives()
    checking.representatives()
    return sorted(checking.problems, key=lambda found: found.row)


def by_household(rows: Iterable[RollRow]) -> dict[str, list[RollRow]]:
    """Return the rows of each household by its number, in the order of the sheet."""
    found: dict[str, list[RollRow]] = defaultdict(list)
    for row in rows:
        found[row.number].append(row)
    return dict(found)
