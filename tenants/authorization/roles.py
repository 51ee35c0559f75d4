"""The roles a person holds at a place, at which level, and which two no one may hold together."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations


class Role(StrEnum):
    CLERK = "clerk"
    COMMITTEE_DIRECTOR = "committee_director"
    COMMITTEE_MEMBER = "committee_member"
    COUNTY_ADMIN = "county_admin"
    COUNTY_AUDITOR = "county_auditor"
    COUNTY_CIVIL_AFFAIRS = "county_civil_affairs"
    COUNTY_SECURITY = "county_security"
    DEVELOPER = "developer"
    EXECUTIVE_CHAIR = "executive_chair"
    PARTY_MEMBER = "party_member"
    PARTY_SECRETARY = "party_secretary"
    PROVINCE_VIEWER = "province_viewer"
    REPRESENTATIVE = "representative"
    SUPERVISOR = "supervisor"
    TOWNSHIP_ADMIN = "township_admin"
    TOWNSHIP_OFFICE = "township_office"
    TOWNSHIP_REVIEWER = "township_reviewer"
    TOWNSHIP_SECRETARY = "township_secretary"
    VILLAGER = "villager"


@dataclass(frozen=True)
class RoleHolding:
    """A role held at a place: a division code of 2, 6, 9 or 12 digits."""

    role: Role
    place: str


PROVINCE_DIGITS, COUNTY_DIGITS, TOWNSHIP_DIGITS, VILLAGE_DIGITS = 2, 6, 9, 12

_ABOVE_THE_VILLAGE: dict[Role, int] = {
    Role.COUNTY_ADMIN: COUNTY_DIGITS,
    Role.COUNTY_AUDITOR: COUNTY_DIGITS,
    Role.COUNTY_CIVIL_AFFAIRS: COUNTY_DIGITS,
    Role.COUNTY_SECURITY: COUNTY_DIGITS,
    Role.DEVELOPER: COUNTY_DIGITS,
    Role.PROVINCE_VIEWER: PROVINCE_DIGITS,
    Role.TOWNSHIP_ADMIN: TOWNSHIP_DIGITS,
    Role.TOWNSHIP_REVIEWER: TOWNSHIP_DIGITS,
}

# A township by itself, in the twelve digits of the national code: whoever holds a post there works
# on the township's own matters and reaches none of its villages (ADR 31).
_SEAT = "000"
SEATED: frozenset[Role] = frozenset({Role.TOWNSHIP_OFFICE, Role.TOWNSHIP_SECRETARY})

# Organic Law art. 11: village offices come from the register of elections and terms, never from
# an administrator.
APPOINTED: frozenset[Role] = frozenset(_ABOVE_THE_VILLAGE) | SEATED

# Ordinary people: no official session limits, and nothing of theirs needs a second factor.
ORDINARY: frozenset[Role] = frozenset({Role.PARTY_MEMBER, Role.REPRESENTATIVE, Role.VILLAGER})

ADMINISTRATORS = frozenset({Role.COUNTY_ADMIN, Role.COUNTY_AUDITOR, Role.COUNTY_SECURITY})

# Organic Law art. 32: a member of the supervisory board sits on no committee and keeps no books.
_SUPERVISED = frozenset({Role.CLERK, Role.COMMITTEE_DIRECTOR, Role.COMMITTEE_MEMBER})


def place_digits(role: Role) -> int:
    """Return how many digits the code of a place has where the role can be held."""
    return _ABOVE_THE_VILLAGE.get(role, VILLAGE_DIGITS)


def is_place_of(role: Role, place: str) -> bool:
    """Say whether the place is of the level where the role can be held."""
    whole = place.isascii() and place.isdigit() and len(place) == place_digits(role)
    return whole and is_seat(place) is (role in SEATED)


def is_seat(place: str) -> bool:
    """Say whether a code of twelve digits stands for a township itself, not for a village."""
    return len(place) == VILLAGE_DIGITS and place.endswith(_SEAT)


def is_village(place: str) -> bool:
    """Say whether a code is of the length of a village's and stands for no township itself."""
    return len(place) == VILLAGE_DIGITS and not is_seat(place)


def around(place: str) -> str:
    """Return the place of whose villages lists tell: of a seat it is the whole township."""
    return place[:TOWNSHIP_DIGITS] if is_seat(place) else place


def seat_of(township_code: str) -> str:
    """Return the place at which a township runs its own matters."""
    return f"{township_code[:TOWNSHIP_DIGITS]}{_SEAT}"


def two_administrators(holdings: frozenset[Role]) -> bool:
    """Say whether system, security and audit administration meet in one person (三权分立)."""
    return len(holdings & ADMINISTRATORS) > 1


def incompatible(one: RoleHolding, other: RoleHolding) -> bool:
    """Say whether no single person may hold both."""
    if two_administrators(frozenset({one.role, other.role})):
        return True
    pair = {one.role, other.role}
    return Role.SUPERVISOR in pair and bool(pair & _SUPERVISED) and one.place == other.place


def first_conflict(holdings: list[RoleHolding]) -> tuple[RoleHolding, RoleHolding] | None:
    """Return the first two holdings that no single person may have together."""
    return next((pair for pair in combinations(holdings, 2) if incompatible(*pair)), None)
