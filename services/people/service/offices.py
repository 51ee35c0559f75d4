"""Verbs about offices: record and end a term, who represents whom, who sits in a body."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import (
    HouseholdRepresentedTwice,
    NotARepresentative,
    OfficeHeld,
    OfficeTaken,
    RepresentativeHouseholds,
    ResidentNotLiving,
    SourceNeeded,
    SupervisorIsCommitteeMember,
    TermDaysWrong,
    UnknownBody,
    UnknownHousehold,
    UnknownResident,
    UnknownTerm,
)
from services.people.models import Household, OfficeTerm, RepresentativeHousehold, Resident
from services.people.service.accounts import sync_roles
from services.people.workflow import (
    BODIES,
    HOUSEHOLDS_PER_REPRESENTATIVE,
    OFFICE_NAMES,
    PUBLIC_OFFICES,
    SINGLE_HOLDER,
    Office,
    ResidentState,
    RosterEntry,
    keeps_what_it_supervises,
    supervises_itself,
)
from services.people.workflow import roster as roster_of
from tenants.errors import RolesIncompatible
from tenants.unit_of_work import UnitOfWork

_SOURCE = Words("source", "依据", "source")


async def _lock_living(uow: UnitOfWork, resident_id: UUID) -> Resident:
    """Return a resident, locked after the village: one office at a time is given in a village."""
    found = await repository.residents_by_ids(uow.session, [resident_id])
    await repository.load_villages_for_update(uow.session, {row.village_code for row in found})
    resident = await repository.find_resident_for_update(uow.session, resident_id)
    if resident is None:
        raise UnknownResident(path=("resident_id",))
    if resident.state != ResidentState.LIVING:
        raise ResidentNotLiving(path=("resident_id",), name=resident.name)
    return resident


async def _check_term(uow: UnitOfWork, resident: Resident, office: Office) -> None:
    """Refuse an office that is held already, held by another, or barred by art. 32."""
    office_zh, office_en = OFFICE_NAMES[office]
    terms = await repository.current_terms_of(uow.session, [resident.id])
    held = {term.office for term in terms if term.village_code == resident.village_code}
    if office in held:
        raise OfficeHeld(name=resident.name, office_zh=office_zh, office_en=office_en)
    if supervises_itself({*held, office}):
        raise SupervisorIsCommitteeMember(path=("office",), name=resident.name)
    # An account's roles refuse this too, but not everybody who holds an office has an account.
    if keeps_what_it_supervises({*held, office}):
        raise RolesIncompatible(path=("office",))
    if office in SINGLE_HOLDER:
        holder = await repository.find_holder(uow.session, resident.village_code, office)
        if holder is not None:
            raise OfficeTaken(
                path=("office",), name=holder.name, office_zh=office_zh, office_en=office_en
            )


async def record_term(
    uow: UnitOfWork, resident_id: UUID, office: Office, *, source: str, since: date | None = None
) -> OfficeTerm:
    """Record that a resident took an office, by the election record or decision named as source."""
    source = _SOURCE.read(source)
    if not source:
        raise SourceNeeded(path=("source",))
    resident = await _lock_living(uow, resident_id)
    await _check_term(uow, resident, office)
    term = OfficeTerm(
        village_code=resident.village_code,
        office=office,
        resident_id=resident.id,
        since=since or clock.today(),
        source=source,
    )
    uow.session.add(term)
    await uow.session.flush()  # the account's roles are read from the terms
    await sync_roles(uow, resident.id)
    await audit.record(
        uow,
        AuditTag.PEOPLE_TERM_BEGIN,
        subject=term.id,
        village=term.village_code,
        resident=str(resident.id),
        office=office.value,
    )
    return term


async def _free_households(uow: UnitOfWork, resident_id: UUID, last_day: date) -> None:
    links = await repository.representations_of(uow.session, [resident_id])
    # A link made later than the day on which the term is said to end lasted no day at all.
    end = max([last_day, *(link.since for link in links)])
    await repository.end_representations(uow.session, [link.id for link in links], end)


async def end_term(uow: UnitOfWork, term_id: UUID, until: date | None = None) -> OfficeTerm:
    """Record that a term ended; a representative's households become free."""
    term = await repository.find_term_for_update(uow.session, term_id)
    if term is None:
        raise UnknownTerm
    last_day = until or clock.today()
    if last_day < term.since:
        raise TermDaysWrong(path=("until",), since=term.since, until=last_day)
    term.until = last_day
    if term.office == Office.REPRESENTATIVE:
        await _free_households(uow, term.resident_id, last_day)
    await uow.session.flush()  # the account's roles are read from the terms
    await sync_roles(uow, term.resident_id)
    await audit.record(uow, AuditTag.PEOPLE_TERM_END, subject=term.id, village=term.village_code)
    return term


async def _households(
    uow: UnitOfWork, village_code: str, numbers: Collection[str]
) -> list[Household]:
    found = {
        row.number: row
        for row in await repository.households_by_numbers(uow.session, village_code, numbers)
    }
    missing = [number for number in numbers if number not in found]
    if missing:
        raise UnknownHousehold(path=("numbers",), number=missing[0])
    return list(found.values())


async def _refuse_other_representative(
    uow: UnitOfWork, representative: Resident, households: list[Household]
) -> None:
    links = await repository.representations_of_households(
        uow.session, [household.id for household in households]
    )
    foreign = [link for link in links if link.representative_id != representative.id]
    if foreign:
        number = {household.id: household.number for household in households}
        [other] = await repository.residents_by_ids(uow.session, [foreign[0].representative_id])
        raise HouseholdRepresentedTwice(
            path=("numbers",), number=number[foreign[0].household_id], name=other.name
        )


async def record_representation(
    uow: UnitOfWork, resident_id: UUID, numbers: Collection[str]
) -> list[RepresentativeHousehold]:
    """Record the whole list of households, by number, that a representative speaks for."""
    resident = await _lock_living(uow, resident_id)
    terms = await repository.current_terms_of(uow.session, [resident_id])
    if Office.REPRESENTATIVE not in {term.office for term in terms}:
        raise NotARepresentative(name=resident.name)
    wanted = set(numbers)
    if len(wanted) not in HOUSEHOLDS_PER_REPRESENTATIVE:
        raise RepresentativeHouseholds(
            path=("numbers",), name=resident.name, households=len(wanted)
        )
    households = await _households(uow, resident.village_code, wanted)
    await _refuse_other_representative(uow, resident, households)
    links = await _allot(uow, resident_id, {household.id for household in households})
    await audit.record(
        uow,
        AuditTag.PEOPLE_REPRESENTATION_RECORD,
        subject=resident_id,
        village=resident.village_code,
        households=len(links),
    )
    return links


async def _allot(
    uow: UnitOfWork, resident_id: UUID, wanted: set[UUID]
) -> list[RepresentativeHousehold]:
    current = await repository.representations_of(uow.session, [resident_id])
    gone = [link.id for link in current if link.household_id not in wanted]
    await repository.end_representations(uow.session, gone, clock.today())
    kept = [link for link in current if link.household_id in wanted]
    added = [
        RepresentativeHousehold(
            representative_id=resident_id, household_id=household_id, since=clock.today()
        )
        for household_id in sorted(wanted - {link.household_id for link in kept})
    ]
    uow.session.add_all(added)
    return [*kept, *added]


async def offices_of(uow: UnitOfWork, resident_id: UUID) -> list[OfficeTerm]:
    """Return the offices that a resident holds now."""
    return list(await repository.current_terms_of(uow.session, [resident_id]))


class Officer(NamedTuple):
    """Who holds a public office of a village."""

    name: str
    office: str
    since: date


async def load_officers(
    uow: UnitOfWork, village_codes: Collection[str]
) -> dict[str, list[Officer]]:
    """Return who holds the public offices of each village, for loaders; no party membership."""
    found: dict[str, list[Officer]] = {code: [] for code in village_codes}
    for code, officer in await repository.officers(uow.session, village_codes, PUBLIC_OFFICES):
        found[code].append(Officer(*officer))
    for officers in found.values():
        officers.sort(key=lambda each: (PUBLIC_OFFICES.index(Office(each.office)), each.since))
    return found


async def roster(uow: UnitOfWork, village_code: str, body: str) -> list[RosterEntry]:
    """Return who belongs to a body of a village now, each person once."""
    if body not in BODIES:
        raise UnknownBody(body=body)
    found = await repository.holders(uow.session, village_code, BODIES[body])
    return roster_of(body, found)
