"""What offices of many villages owe: terms that run out, empty seats, handovers, the make-up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from infra import calendar, clock
from services.people import ending, terms
from services.people.benches import repository
from services.people.benches.repository import Sitting
from services.people.models import OfficeTerm
from services.people.terms import Length
from services.people.workflow import Office
from tenants.unit_of_work import UnitOfWork

LEAST_MEMBERS = 3
"""A committee has 3 to 7 members, a director and a woman among them: OL18 art. 6 [statute]."""


@dataclass(frozen=True)
class Expiring:
    """Terms of one bench of a village that are over within three months, or already."""

    village_code: str
    length: Length
    last_day: date
    holders: int


async def expiring(uow: UnitOfWork, prefixes: Collection[str]) -> list[Expiring]:
    """Return whose terms are over within `terms.SOON_DAYS`; of each bench the earliest day."""
    if not prefixes:
        return []
    today = clock.today()
    limits = [(one.offices, terms.begun_by(one, today)) for one in terms.LENGTHS]
    rows = await repository.oldest_counts(uow.session, prefixes, limits)
    found: dict[tuple[str, str], Expiring] = {}
    for village, office, begun, holders in rows:
        length, over = terms.length_of(Office(office)), terms.last_day(Office(office), begun)
        if length is None or over is None or over > today + timedelta(terms.SOON_DAYS):
            continue
        key = (village, length.bench)
        known = found.get(key)
        found[key] = Expiring(
            village,
            length,
            over if known is None else min(over, known.last_day),
            holders + (known.holders if known else 0),
        )
    return list(found.values())


async def committee_gaps(uow: UnitOfWork, prefixes: Collection[str]) -> list[Sitting]:
    """Return the committees that are fewer than law asks since somebody left (OL18 art. 6, 19)."""
    if not prefixes:
        return []
    return await repository.committees_that_lost(uow.session, prefixes, LEAST_MEMBERS)


def vacancy_due(sitting: Sitting) -> date:
    """Return until when a by-election is planned [our default]."""
    return calendar.last_day(sitting.last_left, ending.VACANCY_DAYS)


@dataclass(frozen=True)
class Handover:
    """Who left the committee within the term and has not handed over; until when that is due."""

    term: OfficeTerm
    name: str
    due: date


async def handovers_owed(
    uow: UnitOfWork, prefixes: Collection[str], *, first: int
) -> list[Handover]:
    """Return who left a committee and has not handed over, the longest ago first."""
    if not prefixes:
        return []
    reasons = [one.value for one in sorted(ending.OWES_HANDOVER)]
    rows = await repository.not_handed_over(uow.session, prefixes, reasons, first)
    return [
        Handover(term, name, calendar.last_day(term.until or term.since, ending.HANDOVER_DAYS))
        for term, name in rows
    ]


async def held_without_rights(
    uow: UnitOfWork, prefixes: Collection[str], *, first: int
) -> list[tuple[str, str, str]]:
    """Return (village, office, name) of elective offices held by who lost political rights.

    A judgment that takes them is a sentence: Organic Law art. 13 and 18. For those who keep the
    offices alone, as the entry itself (ADR 33).
    """
    if not prefixes:
        return []
    return await repository.held_without_rights(uow.session, prefixes, clock.today(), first)


async def makeups(uow: UnitOfWork, prefixes: Collection[str]) -> list[tuple[str, int, int, int]]:
    """Return by village how many sit in its meeting, represent, and are women who represent."""
    return await repository.makeups(uow.session, prefixes) if prefixes else []


async def represented_by(uow: UnitOfWork, prefixes: Collection[str], day: date) -> list[str]:
    """Return the villages that were here on a day and had representatives."""
    return list(await repository.represented_by(uow.session, prefixes, day)) if prefixes else []
