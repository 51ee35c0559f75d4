"""How a village is represented now, the end of a seat by absence, and whether a list is lawful."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from infra import clock
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.decisions import composition as composing
from services.decisions import service as decisions
from services.decisions.composition import Makeup
from services.decisions.rules import Judgement
from services.decisions.service import Sat
from services.decisions.vocabulary import Body
from services.people import service as people
from services.people.ending import TermEnd
from services.people.errors import UnknownTerm
from services.people.models import OfficeTerm, RepresentativeHousehold, Resident
from services.people.workflow import Gender, Office, RosterEntry
from services.representation import repository
from services.representation.errors import HouseholdsByConfirmation, SeatNotLost
from services.representation.rules import Quota, missed, quota
from tenants.unit_of_work import UnitOfWork

_MEETING = Body.REPRESENTATIVES_MEETING.value


@dataclass(frozen=True)
class GroupQuota:
    """A villagers' group: its households, how many it may choose, how many it has."""

    name: str
    households: int
    quota: Quota
    representatives: int


@dataclass(frozen=True)
class Seat:
    """One representative: since when, for how many households, what was missed in a row.

    `listed`: confirmed by heads and seated after the list hung, not come in with the roll.
    """

    term: OfficeTerm
    name: str
    group_name: str
    households: int
    missed: tuple[Sat, ...]
    listed: bool

    @property
    def absences(self) -> int:
        return len(self.missed)


@dataclass(frozen=True)
class Representation:
    """How a village is represented today, with the reckoning of Organic Law art. 25."""

    groups: list[GroupQuota]
    seats: list[Seat]
    composition: Judgement
    least: int
    absences_allowed: int


async def representation_of(uow: UnitOfWork, village_code: str) -> Representation:
    """Return quotas, seats and the make-up of the meeting as they are today."""
    roster = await people.roster(uow, village_code, _MEETING)
    terms = {
        term.resident_id: term
        for term in await people.list_terms(uow, village_code)
        if term.office == Office.REPRESENTATIVE
    }
    residents = await people.load_residents(uow, {one.resident_id for one in roster})
    groups = await _group_names(uow, village_code)
    seats = await _seats(uow, terms, residents, groups)
    return Representation(
        groups=await _quotas(uow, village_code, seats),
        seats=seats,
        composition=composition(village_code, roster, residents, clock.today()),
        least=await decisions.parameter(uow, "least_representatives"),
        absences_allowed=await decisions.parameter(uow, "absences"),
    )


async def _group_names(uow: UnitOfWork, village_code: str) -> dict[UUID, str]:
    return {row.id: row.name for row in await people.list_groups(uow, village_code)}


async def _seats(
    uow: UnitOfWork,
    terms: Mapping[UUID, OfficeTerm],
    residents: Mapping[UUID, Resident],
    groups: Mapping[UUID, str],
) -> list[Seat]:
    homes = await people.load_households(uow, {residents[one].household_id for one in terms})
    links = await people.load_representations(uow, list(terms))
    absent = await missed_by(uow, terms)
    listed = await repository.listed_terms(uow.session, [term.id for term in terms.values()])
    return [
        Seat(
            term=term,
            name=residents[one].name,
            group_name=groups[homes[residents[one].household_id].group_id],
            households=len(links[one]),
            missed=absent[one],
            listed=term.id in listed,
        )
        for one, term in sorted(terms.items(), key=lambda item: item[1].id)
    ]


async def missed_by(
    uow: UnitOfWork, terms: Mapping[UUID, OfficeTerm]
) -> dict[UUID, tuple[Sat, ...]]:
    """Return which meetings of the present term each has missed in a row."""
    found: dict[UUID, list[Sat]] = {one: [] for one in terms}
    for line in await decisions.attendance_of(uow, list(terms)):
        if line.day >= terms[line.resident_id].since:
            found[line.resident_id].append(line)
    return {one: missed(rows) for one, rows in found.items()}


async def _quotas(uow: UnitOfWork, village_code: str, seats: Collection[Seat]) -> list[GroupQuota]:
    households = await people.count_households(uow, village_code)
    return [
        GroupQuota(
            name=name,
            households=households.get(group, 0),
            quota=quota(households.get(group, 0)),
            representatives=sum(seat.group_name == name for seat in seats),
        )
        for group, name in (await _group_names(uow, village_code)).items()
    ]


def composition(
    place: str, roster: Collection[RosterEntry], residents: Mapping[UUID, Resident], on: date
) -> Judgement:
    """Judge the meeting's make-up: four fifths representatives, a third women (art. 25)."""
    members = [one for one in roster if one.capacity == Office.REPRESENTATIVE]
    women = [one for one in members if residents[one.resident_id].gender == Gender.FEMALE]
    return composing.judge(place, Makeup(len(roster), len(members), len(women)), on)


async def end_lost_seat(uow: UnitOfWork, term_id: UUID) -> OfficeTerm:
    """End the term of a representative who was absent too often in a row; the group chooses anew.

    Shandong art. 42, Zhejiang art. 22, Chongqing art. 14: three times; elsewhere our default.
    """
    term = (await people.load_terms_by_ids(uow, [term_id])).get(term_id)
    if term is None or term.until is not None or term.office != Office.REPRESENTATIVE:
        raise UnknownTerm(path=("term_id",))
    absent = (await missed_by(uow, {term.resident_id: term}))[term.resident_id]
    needed = await decisions.parameter(uow, "absences")
    if len(absent) < needed:
        holder = (await people.load_residents(uow, [term.resident_id]))[term.resident_id]
        raise SeatNotLost(path=("term_id",), name=holder.name, absences=len(absent), needed=needed)
    await audit.record(
        uow,
        AuditTag.REPRESENTATION_SEAT_LOSE,
        subject=term_id,
        village=term.village_code,
        absences=len(absent),
    )
    days = "、".join(f"{one.day}" for one in reversed(absent))
    return await people.end_term(
        uow, term_id, reason=TermEnd.LOST_SEAT, source=f"连续没有到会：{days}"
    )


async def record_households(
    uow: UnitOfWork, resident_id: UUID, numbers: Collection[str]
) -> list[RepresentativeHousehold]:
    """Record the households of a representative who came with the roll, not through a list.

    Whom heads confirmed on a list that hung speaks for those households and no others.
    """
    terms = (await people.load_terms(uow, [resident_id]))[resident_id]
    own = [one.id for one in terms if one.office == Office.REPRESENTATIVE]
    if own and await repository.nominee_of_term(uow.session, own[0]) is not None:
        name = (await people.load_residents(uow, [resident_id]))[resident_id].name
        raise HouseholdsByConfirmation(path=("numbers",), name=name)
    return await people.record_representation(uow, resident_id, numbers)
