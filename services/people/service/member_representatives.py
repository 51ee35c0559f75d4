"""The representatives of the collective's members: who they are on a day, and whether lawfully.

Collective law art. 28; how they are chosen is for each collective's charter, which the record of
their term names as its source (ADR 34).
"""

from collections.abc import Sequence
from datetime import date

from services.people import repository
from services.people.collective import repository as collective
from services.people.collective.rules import Composition, last_day
from services.people.models import Resident
from services.people.service.elected import is_of_age
from services.people.workflow import Gender, Office, RosterEntry
from tenants.unit_of_work import UnitOfWork


async def member_representatives(
    uow: UnitOfWork, village_code: str, day: date
) -> list[RosterEntry]:
    """Return who represents the collective's members on a day, by when they were entered.

    A term of more than five years, a membership that ended and somebody not of age do not count.
    """
    members = await collective.members_on(uow.session, village_code, day)
    return await _among(uow, village_code, members, day)


async def member_composition(uow: UnitOfWork, village_code: str, day: date) -> Composition:
    """Return the reckoning of collective law art. 28 for a day."""
    members = await collective.members_on(uow.session, village_code, day)
    sitting = await _among(uow, village_code, members, day)
    women = {one.id for one in members if one.gender == Gender.FEMALE}
    return Composition(
        representatives=len(sitting),
        women=sum(one.resident_id in women for one in sitting),
        households=len({one.household_id for one in members}),
    )


async def _among(
    uow: UnitOfWork, village_code: str, members: Sequence[Resident], day: date
) -> list[RosterEntry]:
    known = {one.id: one for one in members if is_of_age(one, day)}
    office = Office.MEMBER_REPRESENTATIVE
    return [
        RosterEntry(term.resident_id, known[term.resident_id].name, office)
        for term in await repository.current_terms(uow.session, village_code)
        if term.office == office
        and term.resident_id in known
        and term.since <= day <= last_day(term.since)
    ]
