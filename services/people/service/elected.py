"""What elections need of the roll: who is of age on a day, and how the elected take their seats."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.people import incompatible, repository
from services.people.ending import TermEnd
from services.people.models import OfficeTerm, Resident
from services.people.service.bars import bars_in
from services.people.service.leaving import end_term, rest_of_term
from services.people.service.offices import seat
from services.people.service.rights import without_rights, without_rights_among
from services.people.workflow import Office
from tenants.unit_of_work import UnitOfWork

FULL_AGE_YEARS = 18


class Seat(NamedTuple):
    """Who was elected to which office."""

    resident_id: UUID
    office: Office


def is_of_age(resident: Resident, day: date) -> bool:
    """Say whether somebody is eighteen on a day (Civil Code art. 17); unknown birthdays are not.

    Who was born on 29 February has the birthday on the month's last day [our default].
    """
    born = resident.birth_date
    if born is None:
        return False
    try:
        birthday = born.replace(year=born.year + FULL_AGE_YEARS)
    except ValueError:
        birthday = date(born.year + FULL_AGE_YEARS, 2, 28)
    return day >= birthday


async def adults(uow: UnitOfWork, village_code: str, day: date) -> list[Resident]:
    """Return everybody on a village's roll who votes on a day: of eighteen, by OL18 art. 13.

    Who lost political rights by a judgment is not among them.
    """
    everybody = await repository.list_residents(uow.session, village_code)
    without = await without_rights(uow, village_code, day)
    return [row for row in everybody if is_of_age(row, day) and row.id not in without]


async def may_vote(uow: UnitOfWork, resident: Resident, day: date) -> bool:
    """Say whether somebody votes and may be elected on a day (OL18 art. 13)."""
    without = await without_rights_among(uow, [resident.id], day)
    return is_of_age(resident, day) and not without


async def seat_elected(
    uow: UnitOfWork,
    village_code: str,
    seats: Sequence[Seat],
    *,
    source: str,
    since: date,
    ending: Collection[Office] = (),
) -> list[OfficeTerm]:
    """Seat who was elected; the terms of the `ending` offices end with it, whoever holds them.

    The only way into a committee (OL18 art. 11), a village's first roll aside. Who held an office
    that the new seat bars, such as one on the supervisory board (OL18 art. 32), leaves it by being
    elected; that the election ends it is our default.
    """
    for term in await repository.current_terms(uow.session, village_code):
        if Office(term.office) in ending:
            await end_term(uow, term.id, max(since, term.since), reason=TermEnd.REPLACED)
    rest = None if ending else await _rest(uow, village_code, seats)
    return [await _take(uow, won, source, since, rest) for won in seats]


async def _rest(uow: UnitOfWork, village_code: str, seats: Sequence[Seat]) -> date | None:
    """Return from when seats are counted that fill some of a committee's (OL18 art. 19)."""
    return await rest_of_term(uow, village_code, seats[0].office) if seats else None


async def _take(
    uow: UnitOfWork, won: Seat, source: str, since: date, counted_from: date | None
) -> OfficeTerm:
    for term in await repository.current_terms_of(uow.session, [won.resident_id]):
        offices = {term.office, won.office}
        bars = await bars_in(uow, term.village_code)
        barred = incompatible.first_clash(bars, offices) is not None
        # A member who is elected director leaves the lesser seat.
        rises = (term.office, won.office) == (Office.COMMITTEE_MEMBER, Office.COMMITTEE_DIRECTOR)
        if barred or rises:
            last = max(since, term.since)
            await end_term(uow, term.id, last, reason=TermEnd.ELECTED_ELSEWHERE)
    return await seat(
        uow, won.resident_id, won.office, source=source, since=since, counted_from=counted_from
    )


async def unseat(
    uow: UnitOfWork, village_code: str, resident_id: UUID, offices: Collection[Office], day: date
) -> list[OfficeTerm]:
    """End the offices that somebody was recalled from."""
    held = await repository.current_terms_of(uow.session, [resident_id])
    return [
        await end_term(uow, term.id, max(day, term.since), reason=TermEnd.RECALLED)
        for term in held
        if term.village_code == village_code and Office(term.office) in offices
    ]
