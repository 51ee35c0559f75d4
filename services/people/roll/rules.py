"""Pure rules of a roll's life: who is of age, which day may be entered, who heads a household."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.people.errors import (
    DayBeforeLastChange,
    DayInFuture,
    HeadNeeded,
    HeadNotInHousehold,
)

FULL_AGE_YEARS = 18
YEARS_KEPT = 3


class RollAct(StrEnum):
    """What happened to a roll; every change of it belongs to one of these."""

    AWAY = "away"
    BORN = "born"
    CORRECTED = "corrected"
    DIED = "died"
    ENTERED = "entered"
    HEAD_CHANGED = "head_changed"
    HOUSEHOLD_MERGED = "household_merged"
    HOUSEHOLD_SPLIT = "household_split"
    IMPORTED = "imported"
    MOVED = "moved"
    MOVED_OUT = "moved_out"
    OPENED = "opened"
    REGROUPED = "regrouped"
    RETURNED = "returned"
    VILLAGE_MERGED = "village_merged"


def comes_of_age_on(born: date) -> date:
    """Return the eighteenth birthday.

    Organic Law art. 13 and 21 and Civil Code art. 17 count villagers of 18 full years; who was
    born on 29 February has the birthday on the month's last day (Civil Code art. 202, by analogy:
    our default).
    """
    try:
        return born.replace(year=born.year + FULL_AGE_YEARS)
    except ValueError:
        return date(born.year + FULL_AGE_YEARS, 2, 28)


def is_of_age(born: date, day: date) -> bool:
    """Say whether somebody is of age on a day: from the birthday on (Civil Code art. 17)."""
    return day >= comes_of_age_on(born)


def erasable_on(left: date) -> date:
    """Return when what is held about somebody who left goes: three years later (our default)."""
    try:
        return left.replace(year=left.year + YEARS_KEPT)
    except ValueError:
        return date(left.year + YEARS_KEPT, 3, 1)


def check_day(day: date, today: date, last_change: date | None) -> None:
    """Refuse a day that has not come, or that lies before what the roll already says.

    Our default: the roll of a day that was read stays what it was, so that no base that was
    counted from it changes afterwards.
    """
    if day > today:
        raise DayInFuture(path=("day",), day=day)
    if last_change is not None and day < last_change:
        raise DayBeforeLastChange(path=("day",), day=day, last=last_change)


def next_head(
    number: str, members: Collection[UUID], heads: Collection[UUID], named: UUID | None
) -> UUID | None:
    """Return who heads a household after a change: the one who is named, or the head it has.

    A household with people in it has one head (our default, from the household register); an
    empty one has none.
    """
    if named is not None and named not in members:
        raise HeadNotInHousehold(path=("head_id",), number=number)
    if not members:
        return None
    staying = [one for one in heads if one in members]
    head = named or (staying[0] if len(staying) == 1 else None)
    if head is None:
        raise HeadNeeded(path=("head_id",), number=number)
    return head


def free_number(taken: Collection[str]) -> str:
    """Return the next household number, as wide as those the village writes (our default)."""
    plain = [one for one in taken if one.isascii() and one.isdigit()]
    width = max((len(one) for one in plain), default=3)
    return str(max((int(one) for one in plain), default=0) + 1).zfill(width)


def relations(
    head: UUID | None, members: Collection[UUID], told: Mapping[UUID, str]
) -> dict[UUID, str]:
    """Return what each is to a new head: as told, and nothing where that is not known yet."""
    return {one: "户主" if one == head else told.get(one, "") for one in members}
