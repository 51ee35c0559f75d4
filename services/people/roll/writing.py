"""Writes the rows of a checked roll over the register of a village; adds and changes only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from infra import crypto
from services.people import phone, repository
from services.people.models import Group, Household, OfficeTerm, RepresentativeHousehold, Resident
from services.people.roll.check import by_household, key
from services.people.roll.register import Register
from services.people.roll.rows import RollRow
from services.people.workflow import ELECTIVE


@dataclass(frozen=True)
class Written:
    """On which day a roll is written and by what its offices are held; the vote, if there was."""

    today: date
    source: str
    elected_on: date | None = None
    record: str = ""

    def of(self, office: str) -> tuple[date, date | None, str]:
        """Return the first day, the day of the vote and the source of an office."""
        if office in ELECTIVE and self.elected_on is not None:
            return self.elected_on, self.elected_on, f"{self.record}（{self.source}）"
        return self.today, None, self.source


def _groups(village_code: str, register: Register, rows: Sequence[RollRow]) -> list[Group]:
    names = dict.fromkeys(row.group for row in rows if row.group not in register.groups)
    added = [Group(village_code=village_code, name=name) for name in names]
    register.groups.update({group.name: group for group in added})
    return added


def _households(village_code: str, register: Register, rows: Sequence[RollRow]) -> list[Household]:
    added = []
    for number, members in by_household(rows).items():
        group_id = register.groups[members[0].group].id
        household = register.households.get(number)
        if household is None:
            household = Household(village_code=village_code, group_id=group_id, number=number)
            register.households[number] = household
            added.append(household)
        household.group_id, household.until = group_id, None
    return added


def _step_down(register: Register, rows: Sequence[RollRow]) -> None:
    """Take the headship from whoever is no longer named head; one head a household is a rule."""
    heads = {row.number: row.head for row in rows}
    for (number, name), person in register.people.items():
        if number in heads and name != heads[number]:
            person.is_head = False


def _fill(person: Resident, row: RollRow) -> None:
    """Write what the row says; an empty cell leaves what is known."""
    person.gender = row.gender or person.gender
    person.relation = row.relation or person.relation
    person.is_head = row.is_head
    if row.birth_date:
        person.birth_date = date.fromisoformat(row.birth_date)
    if row.phone and crypto.blind_index(row.phone) != person.phone_index:
        person.phone_sealed, person.phone_index = phone.sealed(row.phone)


def _people(village_code: str, register: Register, rows: Sequence[RollRow]) -> list[Resident]:
    added = []
    for row in rows:
        person = register.people.get(key(row))
        if person is None:
            home = register.households[row.number]
            person = Resident(village_code=village_code, household_id=home.id, name=row.name)
            register.people[key(row)] = person
            added.append(person)
        _fill(person, row)
    return added


def _terms(
    village_code: str, register: Register, rows: Sequence[RollRow], by: Written
) -> list[OfficeTerm]:
    """Return the terms to add; an import ends none (Organic Law art. 11: nobody may remove)."""
    added = []
    for row in rows:
        person = register.people[key(row)]
        held = {term.office for term in register.terms.get(person.id, [])}
        for office in row.offices:
            if office not in held:
                since, elected_on, source = by.of(office)
                added.append(
                    OfficeTerm(
                        village_code=village_code,
                        office=office,
                        resident_id=person.id,
                        since=since,
                        elected_on=elected_on,
                        source=source,
                    )
                )
    return added


def _links(
    register: Register, rows: Sequence[RollRow], since: date
) -> tuple[list[UUID], list[RepresentativeHousehold]]:
    """Return the links that end and those that begin."""
    ended, added = [], []
    for row in rows:
        if not row.represents:
            continue
        person = register.people[key(row)]
        wanted = {register.households[number].id for number in row.represents}
        current = register.links.get(person.id, [])
        ended += [link.id for link in current if link.household_id not in wanted]
        kept = {link.household_id for link in current}
        added += [
            RepresentativeHousehold(
                representative_id=person.id, household_id=household_id, since=since
            )
            for household_id in sorted(wanted - kept)
        ]
    return ended, added


async def write(
    session: AsyncSession,
    village_code: str,
    register: Register,
    rows: Sequence[RollRow],
    by: Written,
) -> set[UUID]:
    """Add what is new and change what differs; people whom the roll does not list stay.

    Returns the residents who were on the roll before and took an office by it.
    """
    before = {person.id for person in register.people.values()}
    _step_down(register, rows)
    await session.flush()  # before another head is named, and so that each kind precedes its users
    groups = _groups(village_code, register, rows)
    households = _households(village_code, register, rows)
    people = _people(village_code, register, rows)
    terms = _terms(village_code, register, rows, by)
    for added in (groups, households, people, terms):
        session.add_all(added)
        await session.flush()
    ended, links = _links(register, rows, by.today)
    await repository.end_representations(session, ended, by.today)
    session.add_all(links)
    return before & {term.resident_id for term in terms}
