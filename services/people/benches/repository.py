"""Every query about benches of offices in many villages at once; takes a session, plain values."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from services.people.models import OfficeTerm, Resident, Village
from services.people.rights.models import RightsLoss
from services.people.workflow import (
    COMMITTEE,
    ELECTIVE,
    Gender,
    Office,
    ResidentState,
    VillageState,
)

_CURRENT = col(OfficeTerm.until).is_(None)
_BEGUN = func.coalesce(
    col(OfficeTerm.counted_from), col(OfficeTerm.elected_on), col(OfficeTerm.since)
)
_OF_MEETING = (Office.REPRESENTATIVE, Office.COMMITTEE_DIRECTOR, Office.COMMITTEE_MEMBER)


def _there(prefixes: Collection[str]) -> ColumnElement[bool]:
    """Say that a term is of an active village in one of these places."""
    code = col(OfficeTerm.village_code)
    active = select(col(Village.code)).where(col(Village.state) == VillageState.ACTIVE)
    return and_(or_(*(code.startswith(one, autoescape=True) for one in prefixes)), code.in_(active))


async def oldest_counts(
    session: AsyncSession,
    prefixes: Collection[str],
    limits: Iterable[tuple[Collection[str], date]],
) -> list[tuple[str, str, date, int]]:
    """Return (village, office, counted from, holders) of terms counted from a day or before."""
    due = or_(
        *(and_(col(OfficeTerm.office).in_(offices), day >= _BEGUN) for offices, day in limits)
    )
    found = await session.execute(
        select(col(OfficeTerm.village_code), col(OfficeTerm.office), _BEGUN, func.count())
        .where(_there(prefixes), _CURRENT, due)
        .group_by(col(OfficeTerm.village_code), col(OfficeTerm.office), _BEGUN)
        .order_by(col(OfficeTerm.village_code))
    )
    return [(village, office, begun, count) for village, office, begun, count in found]


class Sitting(NamedTuple):
    """Who sits on a village's committee, and when somebody left it last."""

    village_code: str
    members: int
    directors: int
    women: int
    of_unknown_gender: int
    last_left: date


async def committees_that_lost(
    session: AsyncSession, prefixes: Collection[str], least: int
) -> list[Sitting]:
    """Return the committees that somebody left and that are no longer as the law asks."""
    people, left = func.count(func.distinct(col(OfficeTerm.resident_id))), col(OfficeTerm.until)
    members = people.filter(_CURRENT)
    directors = members_where(people, col(OfficeTerm.office) == Office.COMMITTEE_DIRECTOR)
    women = members_where(people, col(Resident.gender) == Gender.FEMALE)
    unknown = members_where(people, col(Resident.gender) == Gender.UNKNOWN)
    found = await session.execute(
        select(col(OfficeTerm.village_code), members, directors, women, unknown, func.max(left))
        .join(Resident, col(Resident.id) == col(OfficeTerm.resident_id))
        .where(_there(prefixes), col(OfficeTerm.office).in_(COMMITTEE))
        .group_by(col(OfficeTerm.village_code))
        .having(
            and_(
                func.max(left).is_not(None),
                or_(members < least, directors == 0, and_(women == 0, unknown == 0)),
            )
        )
        .order_by(col(OfficeTerm.village_code))
    )
    return [Sitting(*row) for row in found]


def members_where(people: Any, holds: ColumnElement[bool]) -> Any:  # noqa: ANN401 - an aggregate
    """Return how many of those who sit now are such."""
    return people.filter(and_(_CURRENT, holds))


async def not_handed_over(
    session: AsyncSession, prefixes: Collection[str], reasons: Collection[str], first: int
) -> Sequence[tuple[OfficeTerm, str]]:
    """Return the terms on a committee that ended so and whose handover is not recorded."""
    found = await session.execute(
        select(OfficeTerm, col(Resident.name))
        .join(Resident, col(Resident.id) == col(OfficeTerm.resident_id))
        .where(
            _there(prefixes),
            col(OfficeTerm.office).in_(COMMITTEE),
            col(OfficeTerm.end_reason).in_(reasons),
            col(OfficeTerm.handed_over_on).is_(None),
        )
        .order_by(col(OfficeTerm.until), col(OfficeTerm.id))
        .limit(first)
    )
    return [(term, name) for term, name in found]


async def held_without_rights(
    session: AsyncSession, prefixes: Collection[str], day: date, first: int
) -> list[tuple[str, str, str]]:
    """Return (village, office, name) of who holds an elective office and has no rights on a day."""
    lost = select(col(RightsLoss.resident_id)).where(
        col(RightsLoss.since) <= day,
        or_(col(RightsLoss.until).is_(None), col(RightsLoss.until) > day),
    )
    found = await session.execute(
        select(col(OfficeTerm.village_code), col(OfficeTerm.office), col(Resident.name))
        .join(Resident, col(Resident.id) == col(OfficeTerm.resident_id))
        .where(
            _there(prefixes),
            _CURRENT,
            col(OfficeTerm.office).in_(ELECTIVE),
            col(OfficeTerm.resident_id).in_(lost),
        )
        .order_by(col(OfficeTerm.id))
        .limit(first)
    )
    return [(village, office, name) for village, office, name in found]


async def makeups(
    session: AsyncSession, prefixes: Collection[str]
) -> list[tuple[str, int, int, int]]:
    """Return by village who would sit in its meeting: everybody, representatives, women of them."""
    speaks = func.bool_or(col(OfficeTerm.office) == Office.REPRESENTATIVE)
    seats = (
        select(
            col(OfficeTerm.village_code).label("village"),
            col(Resident.gender).label("gender"),
            speaks.label("speaks"),
        )
        .join(Resident, col(Resident.id) == col(OfficeTerm.resident_id))
        .where(
            _there(prefixes),
            _CURRENT,
            col(OfficeTerm.office).in_(_OF_MEETING),
            col(Resident.state) == ResidentState.LIVING,
        )
        .group_by(col(OfficeTerm.village_code), col(Resident.id), col(Resident.gender))
        .subquery()
    )
    female = and_(seats.c.speaks, seats.c.gender == Gender.FEMALE)
    found = await session.execute(
        select(
            seats.c.village,
            func.count(),
            func.count().filter(seats.c.speaks),
            func.count().filter(female),
        )
        .group_by(seats.c.village)
        .order_by(seats.c.village)
    )
    return [(village, all_, speakers, women) for village, all_, speakers, women in found]


async def represented_by(
    session: AsyncSession, prefixes: Collection[str], day: date
) -> Sequence[str]:
    """Return the villages that were here on a day and had a representative who still sits."""
    here = select(col(Village.code)).where(col(Village.since) <= day)
    found = await session.scalars(
        select(col(OfficeTerm.village_code))
        .where(
            _there(prefixes),
            _CURRENT,
            col(OfficeTerm.office) == Office.REPRESENTATIVE,
            col(OfficeTerm.since) <= day,
            col(OfficeTerm.village_code).in_(here),
        )
        .distinct()
        .order_by(col(OfficeTerm.village_code))
    )
    return found.all()
