"""The rolls of whole townships in bulk: groups, homes, people, offices, who speaks for whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import NamedTuple

from portals.demo.load.bulk import copy_in, line
from portals.demo.load.identity import Ids
from portals.demo.load.profile import GROUPS, PATTERN_REPRESENTATIVES, Place, shares
from services.people import phone
from services.people.workflow import HOUSEHOLDS_PER_REPRESENTATIVE, Office
from tenants.unit_of_work import UnitOfWork

OFFICERS: dict[str, tuple[Office, ...]] = {
    "党支部01": (Office.PARTY_SECRETARY, Office.COMMITTEE_DIRECTOR),
    "党支部02": (Office.PARTY_COMMITTEE_MEMBER,),
    "党支部03": (Office.PARTY_COMMITTEE_MEMBER,),
    "村委01": (Office.COMMITTEE_MEMBER, Office.PARTY_MEMBER),
    "村委02": (Office.COMMITTEE_MEMBER,),
    "监委01": (Office.SUPERVISOR_DIRECTOR, Office.PARTY_MEMBER),
    "监委02": (Office.SUPERVISOR, Office.PARTY_MEMBER),
    "监委03": (Office.SUPERVISOR,),
    "文书01": (Office.CLERK,),
}
CHAIR = f"代表{PATTERN_REPRESENTATIVES:02d}"
SOURCE = "规模数据（合成）"
AWAY_EVERY, AWAY_PROVINCE = 10, "33"
FIRST_PHONE = 13_800_000_000
COLUMNS = {
    "village_group": ("id", "village_code", "name"),
    "household": ("id", "village_code", "group_id", "number"),
    "resident": (
        *("id", "village_code", "household_id", "name", "gender", "birth_date", "relation"),
        *("is_head", "phone_sealed", "phone_index", "state", "away_since", "away_province"),
    ),
    "office_term": ("id", "village_code", "office", "resident_id", "since", "source"),
    "representative_household": ("id", "representative_id", "household_id", "since"),
}


class Person(NamedTuple):
    """Somebody who may stand for a person of the played village."""

    id: str
    household_id: str
    phone_sealed: str
    phone_index: str
    offices: tuple[Office, ...]


@dataclass
class Rolls:
    """Writes rolls; remembers by village and name whoever has an office or might be named."""

    ids: Ids
    since: date
    known: frozenset[str]
    people: dict[str, dict[str, Person]] = field(default_factory=dict)
    phones: Iterator[int] = field(default_factory=lambda: count(FIRST_PHONE))

    async def write(self, uow: UnitOfWork, places: list[Place]) -> None:
        """Write the rolls of some villages, each table with one COPY."""
        lines: dict[str, list[str]] = {table: [] for table in COLUMNS}
        for place in places:
            self._village(place, lines)
        for table, columns in COLUMNS.items():
            await copy_in(uow, table, columns, lines[table])

    def _village(self, place: Place, lines: dict[str, list[str]]) -> None:
        known = self.people.setdefault(place.code, {})
        heads = heads_of(place)
        sizes = iter(shares(place.residents, place.households))
        numbers, plain, person = count(1), count(1), count()
        for group, homes in zip(GROUPS, heads, strict=True):
            group_id = self.ids.new()
            lines["village_group"].append(line(group_id, place.code, group))
            speaker, spoken_for = "", 0
            for head in homes:
                home = self.ids.new()
                number = f"{next(numbers):03d}"
                lines["household"].append(line(home, place.code, group_id, number))
                for member in range(next(sizes)):
                    name = (not member and head) or f"居民{next(plain):04d}"
                    one = self._person(place, home, name, next(person), not member, lines)
                    if name in self.known or one.offices:
                        known[name] = one
                    if Office.REPRESENTATIVE in one.offices:
                        speaker, spoken_for = one.id, 0
                spoken_for += 1
                if speaker and spoken_for <= HOUSEHOLDS_PER_REPRESENTATIVE[-1]:
                    row = line(self.ids.new(), speaker, home, self.since)
                    lines["representative_household"].append(row)

    def _person(
        self,
        place: Place,
        home: str,
        name: str,
        number: int,
        is_head: bool,
        lines: dict[str, list[str]],
    ) -> Person:
        sealed, index = phone.sealed(str(next(self.phones))) if is_head else ("", "")
        offices = offices_of(name)
        one = Person(self.ids.new(), home, sealed, index, offices)
        away = not is_head and number % AWAY_EVERY == 0
        born = date(1945 + number * 7 % 78, number % 12 + 1, number % 28 + 1)
        lines["resident"].append(
            line(
                *(one.id, place.code, home, name, ("male", "female")[number % 2], born),
                *("户主" if is_head else "家人", is_head, sealed or None, index or None),
                *("living", self.since if away else None, AWAY_PROVINCE if away else None),
            )
        )
        for office in offices:
            row = line(self.ids.new(), place.code, office.value, one.id, self.since, SOURCE)
            lines["office_term"].append(row)
        return one


def offices_of(name: str) -> tuple[Office, ...]:
    """Return what somebody holds; the names of made-up people say it."""
    if name == CHAIR:
        return (Office.REPRESENTATIVE, Office.EXECUTIVE_CHAIR)
    if name.startswith("代表"):
        return (Office.REPRESENTATIVE,)
    return (Office.PARTY_MEMBER,) if name.startswith("党员") else OFFICERS.get(name, ())


def heads_of(place: Place) -> list[list[str]]:
    """Return the heads of the homes by group; "" is a plain villager, speakers come first."""
    members = [f"党员{number:02d}" for number in range(1, place.party_members - 5)]
    others = iter([*OFFICERS, *members])
    speakers = iter(range(1, place.representatives + 1))
    found = []
    sizes = shares(place.households, len(GROUPS))
    for size, own in zip(sizes, shares(place.representatives, len(GROUPS)), strict=True):
        homes: list[str] = []
        for constituency in shares(size, own):
            homes.append(f"代表{next(speakers):02d}")
            homes += [next(others, "") for _ in range(constituency - 1)]
        found.append(homes)
    return found
