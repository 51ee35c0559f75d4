"""Verbs about offices: record a term, who represents whom, who sits in a body."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import incompatible, repository, terms
from services.people.collective import repository as collective
from services.people.errors import (
    CountedFromWrong,
    DayInFuture,
    ElectionRecordNeeded,
    ElectiveOffice,
    HouseholdRepresentedTwice,
    MemberElectionNeeded,
    MemberUnderAge,
    NotACollectiveMember,
    NotARepresentative,
    OfficeHeld,
    OfficesIncompatible,
    OfficeTaken,
    RelativeInOffice,
    RepresentativeByHouseholds,
    RepresentativeHouseholds,
    ResidentNotLiving,
    SourceNeeded,
    UnknownBody,
    UnknownHousehold,
    UnknownResident,
)
from services.people.models import Household, OfficeTerm, RepresentativeHousehold, Resident
from services.people.roll.rules import is_of_age
from services.people.service.accounts import sync_roles
from services.people.service.bars import bars_in
from services.people.service.interests import kin_clash
from services.people.workflow import (
    BODIES,
    CHOSEN_BY_A_MEETING,
    ELECTED_AT_THE_POLLS,
    HOUSEHOLDS_PER_REPRESENTATIVE,
    OFFICE_NAMES,
    PUBLIC_OFFICES,
    SINGLE_HOLDER,
    Office,
    ResidentState,
    RosterEntry,
)
from services.people.workflow import roster as roster_of
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
    """Refuse an office that is held already, held by another, or barred by another office."""
    office_zh, office_en = OFFICE_NAMES[office]
    terms = await repository.current_terms_of(uow.session, [resident.id])
    held = {term.office for term in terms if term.village_code == resident.village_code}
    if office in held:
        raise OfficeHeld(
            path=("office",), name=resident.name, office_zh=office_zh, office_en=office_en
        )
    # An account's roles refuse some too, but not everybody who holds an office has an account.
    bars = await bars_in(uow, resident.village_code)
    clash = incompatible.first_clash(bars, {*held, office})
    if clash:
        raise _barred(resident.name, clash)
    if office in SINGLE_HOLDER:
        holder = await repository.find_holder(uow.session, resident.village_code, office)
        if holder is not None:
            raise OfficeTaken(
                path=("office",), name=holder.name, office_zh=office_zh, office_en=office_en
            )


async def _check_kin(uow: UnitOfWork, resident: Resident, office: Office) -> None:
    """Refuse an office that a near relative's office bars; whose it is, is not told."""
    clash = await kin_clash(uow, resident, {office})
    if clash:
        zh, en = OFFICE_NAMES[office]
        raise RelativeInOffice(
            path=("office",),
            name=resident.name,
            office_zh=zh,
            office_en=en,
            citation_zh=clash.bar.citation_zh,
            citation_en=clash.bar.citation_en,
        )


def _barred(name: str, clash: incompatible.Clash) -> OfficesIncompatible:
    """Return the refusal of a second office, with the article that bars it."""
    one, other = OFFICE_NAMES[clash.one], OFFICE_NAMES[clash.other]
    return OfficesIncompatible(
        path=("office",),
        name=name,
        one_zh=one[0],
        one_en=one[1],
        other_zh=other[0],
        other_en=other[1],
        citation_zh=clash.bar.citation_zh,
        citation_en=clash.bar.citation_en,
    )


async def record_term(
    uow: UnitOfWork,
    resident_id: UUID,
    office: Office,
    *,
    source: str,
    since: date | None = None,
    elected_on: date | None = None,
    counted_from: date | None = None,
) -> OfficeTerm:
    """Record that a resident took an office, by the record or decision named as source.

    Seats that the law fills at the polls are refused: only `elected.seat_elected` fills them.
    `counted_from`: a vacancy is filled, and the term is that which began then.
    """
    source = _SOURCE.read(source)
    if not source:
        raise SourceNeeded(path=("source",))
    resident = await _lock_living(uow, resident_id)
    await _check_term(uow, resident, office)
    await _check_kin(uow, resident, office)
    _require_vote(office, elected_on)
    if since is not None and since > clock.today():
        raise DayInFuture(path=("since",), day=since)
    if office is Office.REPRESENTATIVE:
        raise RepresentativeByHouseholds(path=("office",))
    first_day = since or clock.today()
    if office is Office.MEMBER_REPRESENTATIVE:
        await _require_membership(uow, resident, first_day)
    if counted_from is not None:
        _check_count(office, counted_from, elected_on or first_day)
    return await _begin_term(
        uow, resident, office, source, first_day, elected_on, counted_from=counted_from
    )


def _check_count(office: Office, counted_from: date, since: date) -> None:
    """Refuse a rest of a term that does not lie before the seat, or is over by then."""
    over = terms.last_day(office, counted_from)
    if over is None or not counted_from < since <= over:
        raise CountedFromWrong(path=("counted_from",), day=counted_from, since=since)


async def _require_membership(uow: UnitOfWork, resident: Resident, day: date) -> None:
    """Refuse to let somebody represent the collective's members who is none, or not of age."""
    member = await collective.standing(uow.session, resident.id)
    if member is None or member.village_code != resident.village_code or member.since > day:
        raise NotACollectiveMember(path=("resident_id",), name=resident.name, day=day)
    if resident.birth_date is None or not is_of_age(resident.birth_date, day):
        raise MemberUnderAge(path=("resident_id",), name=resident.name, day=day)


def _require_vote(office: Office, elected_on: date | None) -> None:
    """Refuse an elective office that does not rest on the record of a vote."""
    office_zh, office_en = OFFICE_NAMES[office]
    names = {"office_zh": office_zh, "office_en": office_en}
    if office in ELECTED_AT_THE_POLLS:
        raise ElectiveOffice(path=("office",), **names)
    if office in CHOSEN_BY_A_MEETING and elected_on is None:
        of_members = office is Office.MEMBER_REPRESENTATIVE
        kind = MemberElectionNeeded if of_members else ElectionRecordNeeded
        raise kind(path=("elected_on",), **names)
    if elected_on is not None and elected_on > clock.today():
        raise DayInFuture(path=("elected_on",), day=elected_on)


async def seat(
    uow: UnitOfWork,
    resident_id: UUID,
    office: Office,
    *,
    source: str,
    since: date,
    elected_on: date | None = None,
    counted_from: date | None = None,
) -> OfficeTerm:
    """Give somebody the office that a vote gave them; for `elected` and for lists that hung.

    A relative's office refuses no vote: the nightly check finds it, and one of the two must go.
    """
    resident = await _lock_living(uow, resident_id)
    await _check_term(uow, resident, office)
    return await _begin_term(
        uow, resident, office, source, since, elected_on or since, counted_from=counted_from
    )


async def term_number(uow: UnitOfWork, term: OfficeTerm) -> str:
    """Return the number that a term's certificate bears: village, year, the how manieth."""
    ordinal = await repository.ordinal_of_term(uow.session, term)
    return f"{term.village_code}-{term.since.year}-{ordinal:03d}"


async def _begin_term(
    uow: UnitOfWork,
    resident: Resident,
    office: Office,
    source: str,
    since: date,
    elected_on: date | None,
    *,
    counted_from: date | None,
) -> OfficeTerm:
    """Write a term that was checked, and give its holder's account the role."""
    term = OfficeTerm(
        village_code=resident.village_code,
        office=office,
        resident_id=resident.id,
        since=since,
        elected_on=elected_on,
        counted_from=counted_from,
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
        raise NotARepresentative(path=("resident_id",), name=resident.name)
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


async def list_office_terms(
    uow: UnitOfWork,
    village_code: str,
    *,
    office: Office | None = None,
    ended: bool = False,
    after: UUID | None = None,
    first: int,
) -> Sequence[OfficeTerm]:
    """Return the terms that run in a village, or those that ended, the last entered first."""
    return await repository.list_terms(
        uow.session, village_code, office=office, ended=ended, after=after, first=first
    )


async def offices_of(uow: UnitOfWork, resident_id: UUID) -> list[OfficeTerm]:
    """Return the offices that a resident holds now."""
    return list(await repository.current_terms_of(uow.session, [resident_id]))


class Officer(NamedTuple):
    """Who holds a public office of a village, and from when the term is counted."""

    name: str
    office: str
    since: date
    begun: date


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
