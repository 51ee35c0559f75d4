"""Pure search through the assignments of one village for what no article or rule lets stand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.people.incompatible import Bar, Clash, clashes, kin_clashes
from tenants.authorization.enforcer import permissions_of
from tenants.authorization.permissions import Permission
from tenants.authorization.roles import Role


class FindingKind(StrEnum):
    """What is wrong with an assignment."""

    ALONE = "alone"
    OFFICES = "offices"
    KIN = "kin"


class Duty(StrEnum):
    """What nobody does all of with the same money (SECURITY 24; 会计法 art. 35)."""

    PROPOSE = "propose"
    APPROVE = "approve"
    PAY = "pay"


_BY_PERMISSION: Mapping[Duty, frozenset[Permission]] = {
    Duty.PROPOSE: frozenset({Permission.MATTER_PROPOSE}),
    Duty.APPROVE: frozenset({Permission.BULLETIN_APPROVE, Permission.REVIEW_DECIDE}),
}
# The village's cash and receipts are in the hands of the 报账员, who here is the clerk.
_BY_ROLE: Mapping[Duty, frozenset[Role]] = {Duty.PAY: frozenset({Role.CLERK})}


@dataclass(frozen=True)
class Person:
    """One person of a village: what they hold, by the roll and by their account."""

    key: UUID
    resident_id: UUID | None
    name: str
    offices: frozenset[str]
    roles: frozenset[Role]


@dataclass(frozen=True)
class Finding:
    """One thing that may not stay: of whom, by which offices or roles, by which rule."""

    kind: FindingKind
    person: Person
    subject: str
    holds: tuple[str, ...]
    citation_zh: str
    citation_en: str


_ALONE = ("职责分离：提议、审批、付款不得由一人包办", "separation of duties: propose, approve, pay")


def duties_of(roles: Collection[Role]) -> set[Duty]:
    """Return which of the three duties these roles amount to."""
    may = {permission for role in roles for permission in permissions_of(role)}
    found = {duty for duty, wanted in _BY_PERMISSION.items() if wanted & may}
    return found | {duty for duty, holders in _BY_ROLE.items() if holders & set(roles)}


def search(
    bars: Collection[Bar], people: Iterable[Person], kin: Mapping[UUID, Collection[UUID]]
) -> Iterator[Finding]:
    """Yield everything that is wrong in one village; relatives are told of both."""
    known = list(people)
    by_resident = {one.resident_id: one for one in known if one.resident_id is not None}
    for one in known:
        if duties_of(one.roles) == set(Duty):
            roles = tuple(sorted(role.value for role in one.roles))
            yield Finding(FindingKind.ALONE, one, str(one.key), roles, *_ALONE)
        for clash in clashes(bars, one.offices):
            yield _found(FindingKind.OFFICES, one, clash)
        relatives = kin.get(one.resident_id, ()) if one.resident_id is not None else ()
        theirs = {
            office
            for each in relatives
            if each in by_resident
            for office in by_resident[each].offices
        }
        for clash in kin_clashes(bars, one.offices, theirs):
            yield _found(FindingKind.KIN, one, clash)


def _found(kind: FindingKind, person: Person, clash: Clash) -> Finding:
    return Finding(
        kind,
        person,
        f"{person.key}:{clash.bar.key}:{clash.one}:{clash.other}",
        (clash.one.value, clash.other.value),
        clash.bar.citation_zh,
        clash.bar.citation_en,
    )
