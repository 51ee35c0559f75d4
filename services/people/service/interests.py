"""Verbs of the register of interests: declare, end, and whom somebody must keep out of the way of.

Who is whose relative is told to the holder and to those who keep the register; everybody else
learns that there is a conflict, not with whom.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import incompatible, repository
from services.people.errors import (
    InterestInOneself,
    InterestNameNeeded,
    InterestStands,
    RelativeAmbiguous,
    ResidentNotLiving,
    UnknownInterest,
    UnknownResident,
)
from services.people.interests import repository as register
from services.people.interests.models import Interest, InterestKind
from services.people.kin import Member, Relation, kin_in_household
from services.people.models import OfficeTerm, Resident
from services.people.service.bars import bars_in, own_bars
from services.people.workflow import ResidentState
from tenants.unit_of_work import UnitOfWork

_NAME = Words("name", "姓名或单位名称", "name", 60)
_NUMBER = Words("household_number", "户号", "household number", 20)


class Declared(NamedTuple):
    """What somebody declares: a near relative, found on the roll by name, or a firm."""

    name: str
    relation: Relation | None = None  # none: a firm
    household_number: str = ""  # tells namesakes apart


class Conflicts(NamedTuple):
    """Whom and what somebody steps aside for: near relatives on the roll, and firms by name."""

    kin: frozenset[UUID]
    firms: frozenset[str]


async def declare_interest(uow: UnitOfWork, holder_id: UUID, told: Declared) -> Interest:
    """Enter a near relative or a firm of somebody on the roll."""
    holder = await repository.find_resident_for_update(uow.session, holder_id)
    if holder is None:
        raise UnknownResident(path=("resident_id",))
    if holder.state != ResidentState.LIVING:
        raise ResidentNotLiving(path=("resident_id",), name=holder.name)
    name = _NAME.read(told.name)
    if not name:
        raise InterestNameNeeded(path=("name",))
    relative = await _relative(uow, holder, name, told) if told.relation else None
    for row in await register.of_holder(uow.session, holder_id):
        same = row.relative_id == relative.id if relative else row.name == name
        if same and row.kind == (InterestKind.KIN if told.relation else InterestKind.FIRM):
            raise InterestStands(path=("name",), name=name)
    row = Interest(
        village_code=holder.village_code,
        holder_id=holder_id,
        kind=InterestKind.KIN if told.relation else InterestKind.FIRM,
        relation=told.relation or "",
        relative_id=relative.id if relative else None,
        name=name,
        declared_by=uow.actor.label,
    )
    uow.session.add(row)
    await audit.record(
        uow, AuditTag.PEOPLE_INTEREST_DECLARE, subject=row.id, village=row.village_code
    )
    return row


async def _relative(
    uow: UnitOfWork, holder: Resident, name: str, told: Declared
) -> Resident | None:
    """Find the relative on the roll of the village; one who lives elsewhere is a name alone."""
    found = await find_namesakes(uow, holder.village_code, name, told.household_number)
    if len(found) > 1:
        raise RelativeAmbiguous(path=("household_number",), name=name)
    if found and found[0].id == holder.id:
        raise InterestInOneself(path=("name",))
    return found[0] if found else None


async def find_namesakes(
    uow: UnitOfWork, village_code: str, name: str, household_number: str = ""
) -> list[Resident]:
    """Return who on a village's roll bears a name, in one household where its number is given."""
    found = list(await register.namesakes(uow.session, village_code, name))
    number = _NUMBER.read(household_number)
    return await _of_home(uow, village_code, found, number) if number else found


async def _of_home(
    uow: UnitOfWork, village_code: str, people: list[Resident], number: str
) -> list[Resident]:
    homes = await repository.households_by_numbers(uow.session, village_code, [number])
    ids = {row.id for row in homes}
    return [one for one in people if one.household_id in ids]


async def end_interest(uow: UnitOfWork, interest_id: UUID) -> Interest:
    """End an entry that holds no longer; the row stays."""
    row = await register.find_for_update(uow.session, interest_id)
    if row is None:
        raise UnknownInterest
    row.ended_at = clock.now()
    await audit.record(uow, AuditTag.PEOPLE_INTEREST_END, subject=row.id, village=row.village_code)
    return row


async def list_interests(
    uow: UnitOfWork, holder_id: UUID, *, after: UUID | None = None, first: int
) -> Sequence[Interest]:
    """Return what stands declared for somebody; who may read it is the caller's question."""
    return await register.of_holder(uow.session, holder_id, after=after, first=first)


async def record_interests_read(uow: UnitOfWork, holder_id: UUID, village_code: str) -> None:
    """Write down that somebody's declarations were read by another (SECURITY 30)."""
    await audit.record(uow, AuditTag.PEOPLE_INTEREST_READ, subject=holder_id, village=village_code)


async def load_interests(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Interest]:
    """Return entries by id, for loaders."""
    return {row.id: row for row in await register.by_ids(uow.session, ids)}


async def conflicts_of(uow: UnitOfWork, resident_id: UUID) -> Conflicts:
    """Return for whom and for which firms somebody steps aside (domain: recusal)."""
    firms = {
        row.name
        for row in await register.touching(uow.session, [resident_id])
        if row.kind == InterestKind.FIRM
    }
    kin = (await load_kin(uow, [resident_id]))[resident_id]
    return Conflicts(frozenset(kin), frozenset(firms))


async def conflicted_with(
    uow: UnitOfWork, people: Collection[UUID], firms: Collection[str]
) -> tuple[set[UUID], set[UUID]]:
    """Return who steps aside for these people, and who for these firms: `conflicts_of` reversed.

    For a firm step aside whoever declared it, and their near relatives (domain.md 8).
    """
    kin = await load_kin(uow, people)
    owners = set(await register.holders_of_firms(uow.session, firms))
    near = await load_kin(uow, owners)
    return set().union(*kin.values()), owners.union(*near.values())


async def load_kin(uow: UnitOfWork, people: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return the near relatives of each: declared by either side, or living in one household."""
    pairs = {
        frozenset({row.holder_id, row.relative_id})
        for row in await register.touching(uow.session, people)
        if row.relative_id is not None
    }
    known = await repository.residents_by_ids(uow.session, people)
    homes = await repository.residents_of_households(
        uow.session, {row.household_id for row in known}
    )
    return paired(people, pairs | _at_home(homes))


def _at_home(residents: Iterable[Resident]) -> set[frozenset[UUID]]:
    homes: dict[UUID, list[Member[UUID]]] = {}
    for row in residents:
        homes.setdefault(row.household_id, []).append(Member(row.id, row.is_head, row.relation))
    return {pair for members in homes.values() for pair in kin_in_household(members)}


def paired(people: Collection[UUID], pairs: Iterable[frozenset[UUID]]) -> dict[UUID, set[UUID]]:
    """Return whom each is paired with."""
    found: dict[UUID, set[UUID]] = {one: set() for one in people}
    for pair in pairs:
        for one in pair & found.keys():
            found[one] |= pair - {one}
    return found


async def village_kin(uow: UnitOfWork, village_code: str) -> set[frozenset[UUID]]:
    """Return all pairs of near relatives in a village that are known."""
    declared = await register.kin_in_village(uow.session, village_code)
    everybody = await repository.list_residents(uow.session, village_code)
    return {frozenset(pair) for pair in declared} | _at_home(everybody)


async def kin_clash(
    uow: UnitOfWork, resident: Resident, offices: Collection[str]
) -> incompatible.Clash | None:
    """Return the first office of a near relative that bars one of these offices."""
    kin = (await load_kin(uow, [resident.id]))[resident.id]
    theirs = _here(await repository.current_terms_of(uow.session, kin), resident.village_code)
    bars = await bars_in(uow, resident.village_code)
    return next(incompatible.kin_clashes(bars, offices, theirs), None)


def _here(terms: Iterable[OfficeTerm], village_code: str) -> set[str]:
    return {term.office for term in terms if term.village_code == village_code}


async def load_conflicted(uow: UnitOfWork, people: Collection[UUID]) -> set[UUID]:
    """Return those of these people whose offices are barred by a near relative's office."""
    kin = await load_kin(uow, people)
    everybody = set(people).union(*kin.values()) if kin else set(people)
    held: dict[UUID, list[OfficeTerm]] = {one: [] for one in everybody}
    for term in await repository.current_terms_of(uow.session, everybody):
        held[term.resident_id].append(term)
    own = await own_bars(uow)
    return {one for one in people if _is_conflicted(held[one], _terms(kin[one], held), own)}


def _terms(people: Iterable[UUID], held: Mapping[UUID, list[OfficeTerm]]) -> list[OfficeTerm]:
    return [term for one in people for term in held[one]]


def _is_conflicted(
    terms: list[OfficeTerm], of_kin: list[OfficeTerm], own: Collection[incompatible.Bar]
) -> bool:
    return any(
        any(
            incompatible.kin_clashes(
                incompatible.in_force(place, own), _here(terms, place), _here(of_kin, place)
            )
        )
        for place in {term.village_code for term in terms}
    )
