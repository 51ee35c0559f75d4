"""The roll of a village as it stands in the tables, held in memory while another is compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.people.incompatible import LAW, Bar
from services.people.models import Group, Household, OfficeTerm, RepresentativeHousehold, Resident
from services.people.roll.check import Key, Known, KnownPerson
from services.people.roll.rows import RollRow
from services.people.workflow import SINGLE_HOLDER


@dataclass
class Register:
    """Everything that one village's roll consists of now."""

    groups: dict[str, Group]
    households: dict[str, Household]
    people: dict[Key, Resident]
    terms: dict[UUID, list[OfficeTerm]]
    links: dict[UUID, list[RepresentativeHousehold]]  # by representative
    bars: tuple[Bar, ...] = LAW  # those that hold in the village today
    had_committee: bool = False  # whether anybody ever was elected to it
    kin: frozenset[frozenset[UUID]] = frozenset()  # pairs of near relatives

    @property
    def numbers(self) -> dict[UUID, str]:
        """The number of each household by its id."""
        return {household.id: number for number, household in self.households.items()}

    def known(self, phone_owners: Mapping[str, UUID]) -> Known:
        """Return the facts that the check of a roll needs."""
        keys = {person.id: key for key, person in self.people.items()}
        numbers = self.numbers
        return Known(
            bars=self.bars,
            had_committee=self.had_committee,
            kin=frozenset(
                frozenset(keys[one] for one in pair)
                for pair in self.kin
                if all(one in keys for one in pair)
            ),
            groups=frozenset(self.groups),
            people={key: self._person(person) for key, person in self.people.items()},
            phone_owners=phone_owners,
            holders={
                term.office: keys[term.resident_id]
                for terms in self.terms.values()
                for term in terms
                if term.office in SINGLE_HOLDER and term.resident_id in keys
            },
            representatives={
                numbers[link.household_id]: keys[link.representative_id]
                for links in self.links.values()
                for link in links
                if link.representative_id in keys and link.household_id in numbers
            },
        )

    def _person(self, person: Resident) -> KnownPerson:
        return KnownPerson(
            id=person.id,
            birth_date=person.birth_date.isoformat() if person.birth_date else "",
            offices=frozenset(term.office for term in self.terms.get(person.id, [])),
        )

    def differs(self, row: RollRow, phone_index: str) -> bool:
        """Say whether writing the row would change a person who is on the roll already."""
        person = self.people[row.number, row.name]
        held = {term.office for term in self.terms.get(person.id, [])}
        links = self.links.get(person.id, [])
        numbers = self.numbers if links else {}
        spoken_for = {numbers.get(link.household_id, "") for link in links}
        group = self.groups.get(row.group)
        home = self.households[row.number]
        return (
            differs_in_person(person, row, phone_index)
            or bool(set(row.offices) - held)
            or bool(row.represents and set(row.represents) != spoken_for)
            or group is None
            or home.group_id != group.id
        )


def differs_in_person(person: Resident, row: RollRow, phone_index: str) -> bool:
    """Say whether a cell that is filled in says something new; an empty cell says nothing."""
    born = person.birth_date.isoformat() if person.birth_date else ""
    return (
        (row.gender not in {"", person.gender})
        or (row.birth_date not in {"", born})
        or (row.relation not in {"", person.relation})
        or (phone_index not in {"", person.phone_index})
        or person.is_head != row.is_head
    )
