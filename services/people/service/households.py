"""Verbs upon households: split, merge, move between groups and villages, change of head."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from infra import clock
from services.people import repository
from services.people.ending import TermEnd
from services.people.errors import (
    HouseholdMergedIntoItself,
    HouseholdNumberTaken,
    NameNeeded,
    NobodyChosen,
    NothingNew,
    NotOneHousehold,
    ResidentNotLiving,
    UnknownGroup,
    UnknownHousehold,
    UnknownResident,
    UnknownVillage,
    VillageNotActive,
    WholeHouseholdLeaves,
)
from services.people.models import Group, Household, Resident
from services.people.roll import history, rules
from services.people.roll import repository as life
from services.people.roll.history import Deed
from services.people.roll.rows import tidy
from services.people.roll.rules import RollAct
from services.people.service.accounts import sync_roles
from services.people.service.leaving import end_term
from services.people.workflow import ResidentState, VillageState
from tenants.unit_of_work import UnitOfWork

NUMBER_LIMIT = 20


@dataclass(frozen=True)
class Entry:
    """What every act upon a roll names: why, from which day on, and who is what to a new head."""

    reason: str
    day: date | None = None
    relations: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The day from which the roll shows it; today where none was named."""
        return self.day or clock.today()


async def lock_villages(uow: UnitOfWork, codes: Collection[str]) -> None:
    """Let one act at a time change these villages' rolls; both must be in use."""
    found = {row.code: row for row in await repository.load_villages_for_update(uow.session, codes)}
    for code in codes:
        if code not in found:
            raise UnknownVillage(village_code=code)
        if found[code].state != VillageState.ACTIVE:
            raise VillageNotActive(name=found[code].name)


async def find_household(uow: UnitOfWork, household_id: UUID) -> Household:
    """Return a household that is in use."""
    found = await repository.households_by_ids(uow.session, [household_id])
    if not found or found[0].until is not None:
        number = found[0].number if found else ""
        raise UnknownHousehold(path=("household_id",), number=number)
    return found[0]


async def find_numbered(
    uow: UnitOfWork, village_code: str, numbers: Collection[str]
) -> list[Household]:
    """Return households of a village by their numbers; one that is not in use is not there."""
    rows = await repository.households_by_numbers(uow.session, village_code, numbers)
    found = {row.number: row for row in rows if row.until is None}
    missing = [number for number in numbers if number not in found]
    if missing:
        raise UnknownHousehold(path=("numbers",), number=missing[0])
    return [found[number] for number in dict.fromkeys(numbers)]


async def lock_living(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Resident]:
    """Return living people, locked; the villages are locked before."""
    if not ids or len(set(ids)) < len(ids):
        raise NobodyChosen(path=("resident_ids",))
    found = {row.id: row for row in await life.residents_for_update(uow.session, ids)}
    for one in ids:
        if one not in found:
            raise UnknownResident(path=("resident_ids",))
        if found[one].state != ResidentState.LIVING:
            raise ResidentNotLiving(path=("resident_ids",), name=found[one].name)
    return [found[one] for one in ids]


async def check_day(uow: UnitOfWork, entry: Entry, people: Collection[UUID]) -> None:
    """Refuse a day to come and one before these people's last change."""
    last = await life.last_days(uow.session, people)
    rules.check_day(entry.on, clock.today(), last)


async def group_in(uow: UnitOfWork, village_code: str, group_id: UUID) -> Group:
    """Return a group of a village."""
    group = await life.group_of(uow.session, village_code, group_id)
    if group is None:
        raise UnknownGroup(path=("group_id",))
    return group


async def open_household(
    uow: UnitOfWork, village_code: str, group_id: UUID, number: str = ""
) -> Household:
    """Add a household to a locked village, under the next free number unless one is named."""
    number = tidy(number)
    if len(number) > NUMBER_LIMIT or not number.isprintable():
        raise NameNeeded(path=("number",), limit=NUMBER_LIMIT)
    await group_in(uow, village_code, group_id)
    taken = await life.household_numbers(uow.session, village_code)
    if number in taken:
        raise HouseholdNumberTaken(path=("number",), number=number)
    made = Household(
        village_code=village_code, group_id=group_id, number=number or rules.free_number(taken)
    )
    uow.session.add(made)
    await uow.session.flush()  # people refer to it
    return made


async def settle_head(
    uow: UnitOfWork,
    household: Household,
    members: Sequence[Resident],
    named: UUID | None,
    told: Mapping[UUID, str],
) -> None:
    """Leave a household with one head, and with what the others are to a new one."""
    heads = [one.id for one in members if one.is_head]
    head = rules.next_head(household.number, {one.id for one in members}, heads, named)
    new = head is not None and head not in heads
    relations = rules.relations(head, [one.id for one in members], told)
    for one in members:
        one.is_head = False
    await uow.session.flush()  # one head a household is a constraint: the old one steps down first
    for one in members:
        one.is_head = one.id == head
        if new or one.id in told:
            one.relation = relations[one.id]


async def _members(uow: UnitOfWork, household_id: UUID) -> list[Resident]:
    return list(await life.members_for_update(uow.session, [household_id]))


async def leave_village(uow: UnitOfWork, person: Resident, reason: TermEnd = TermEnd.MOVED) -> None:
    """End what somebody holds in the village that they leave: offices, households, roles."""
    for term in await repository.current_terms_of(uow.session, [person.id]):
        await end_term(uow, term.id, max(clock.today(), term.since), reason=reason)


async def _transfer(
    uow: UnitOfWork, people: Sequence[Resident], into: Household, told: Mapping[UUID, str]
) -> None:
    """Put people into a household as members; who leaves a village leaves its offices."""
    for one in people:
        if one.village_code != into.village_code:
            await leave_village(uow, one)
        one.household_id, one.village_code = into.id, into.village_code
        one.is_head, one.relation = False, told.get(one.id, "")
    await uow.session.flush()  # the heads are settled by who is where


async def _end_if_empty(uow: UnitOfWork, household: Household, day: date) -> None:
    """Close a household in which nobody is left; its number is not given again."""
    household.until = day
    links = await repository.representations_of_households(uow.session, [household.id])
    end = max([clock.today(), *(link.since for link in links)])
    await repository.end_representations(uow.session, [link.id for link in links], end)


async def split_household(
    uow: UnitOfWork,
    household_id: UUID,
    resident_ids: Sequence[UUID],
    entry: Entry,
    *,
    head_id: UUID,
    old_head_id: UUID | None = None,
    number: str = "",
) -> Household:
    """Let some of a household's people found a household of their own in the same group."""
    reason = history.read_reason(entry.reason)
    old = await find_household(uow, household_id)
    await lock_villages(uow, [old.village_code])
    leaving = await lock_living(uow, resident_ids)
    if any(one.household_id != old.id for one in leaving):
        raise NotOneHousehold(path=("resident_ids",), number=old.number)
    before = await _members(uow, old.id)
    if len(before) == len(leaving):
        raise WholeHouseholdLeaves(path=("resident_ids",), number=old.number)
    touched = [one.id for one in before]
    await check_day(uow, entry, touched)
    new = await open_household(uow, old.village_code, old.group_id, number)
    await _transfer(uow, leaving, new, entry.relations)
    await settle_head(uow, new, await _members(uow, new.id), head_id, entry.relations)
    await settle_head(uow, old, await _members(uow, old.id), old_head_id, entry.relations)
    await uow.session.flush()  # the history reads the tables
    await history.write_down(
        uow, old.village_code, Deed(RollAct.HOUSEHOLD_SPLIT, entry.on, reason), touched=touched
    )
    return new


async def move_people(
    uow: UnitOfWork,
    resident_ids: Sequence[UUID],
    into_id: UUID,
    entry: Entry,
    *,
    old_head_id: UUID | None = None,
) -> Household:
    """Move people of one household into another one of the county; nobody left behind merges it.

    Who goes to another village leaves the offices of the old one; an account follows.
    """
    reason = history.read_reason(entry.reason)
    into = await find_household(uow, into_id)
    origin = await _origin(uow, resident_ids)
    if origin.id == into.id:
        raise HouseholdMergedIntoItself(path=("into_id",), number=into.number)
    await lock_villages(uow, sorted({origin.village_code, into.village_code}))
    people = await lock_living(uow, resident_ids)
    if any(one.household_id != origin.id for one in people):
        raise NotOneHousehold(path=("resident_ids",), number=origin.number)
    before = await _members(uow, origin.id)
    there = await _members(uow, into.id)
    touched = [one.id for one in (*before, *there)]
    await check_day(uow, entry, touched)
    await _transfer(uow, people, into, entry.relations)
    await settle_head(uow, into, await _members(uow, into.id), None, entry.relations)
    whole = len(before) == len(people)
    if whole:
        await _end_if_empty(uow, origin, entry.on)
    else:
        await settle_head(uow, origin, await _members(uow, origin.id), old_head_id, entry.relations)
    await uow.session.flush()  # the history and the accounts' roles read the tables
    same = origin.village_code == into.village_code
    act = RollAct.HOUSEHOLD_MERGED if whole and same else RollAct.MOVED
    await history.write_down(uow, origin.village_code, Deed(act, entry.on, reason), touched=touched)
    for one in people:
        await sync_roles(uow, one.id)
    return into


async def _origin(uow: UnitOfWork, resident_ids: Sequence[UUID]) -> Household:
    """Return the household of the people who move; they come from one."""
    found = await repository.residents_by_ids(uow.session, resident_ids[:1])
    if not resident_ids:
        raise NobodyChosen(path=("resident_ids",))
    if not found:
        raise UnknownResident(path=("resident_ids",))
    return await find_household(uow, found[0].household_id)


async def merge_households(
    uow: UnitOfWork, household_id: UUID, into_id: UUID, entry: Entry
) -> Household:
    """Merge a whole household into another of the county; its number is not given again."""
    origin = await find_household(uow, household_id)
    people = await repository.residents_of_households(uow.session, [origin.id])
    return await move_people(uow, [one.id for one in people], into_id, entry)


async def move_household(
    uow: UnitOfWork, household_id: UUID, group_id: UUID, entry: Entry, *, village_code: str
) -> Household:
    """Move a whole household to another group, of its village or of another of the county."""
    reason = history.read_reason(entry.reason)
    household = await find_household(uow, household_id)
    home = household.village_code
    await lock_villages(uow, sorted({home, village_code}))
    group = await group_in(uow, village_code, group_id)
    if household.group_id == group.id:
        raise NothingNew(path=("group_id",))
    people = await _members(uow, household.id)
    touched = [one.id for one in people]
    await check_day(uow, entry, touched)
    if village_code == home:
        household.group_id = group.id
        moved = household
    else:
        moved = await _emigrate(uow, household, people, group, entry)
    await uow.session.flush()  # the history and the accounts' roles read the tables
    act = RollAct.REGROUPED if village_code == home else RollAct.MOVED
    await history.write_down(uow, home, Deed(act, entry.on, reason), touched=touched)
    if village_code != home:
        for one in people:
            await sync_roles(uow, one.id)
    return moved


async def _emigrate(
    uow: UnitOfWork, old: Household, people: Sequence[Resident], group: Group, entry: Entry
) -> Household:
    """Open the household anew in the other village with its head and relations as they are."""
    new = await open_household(uow, group.village_code, group.id)
    kept = {one.id: one.relation for one in people}
    heads = [one.id for one in people if one.is_head]
    await _transfer(uow, people, new, kept)
    for one in people:
        one.is_head = one.id in heads
    await _end_if_empty(uow, old, entry.on)
    return new


async def change_head(
    uow: UnitOfWork, household_id: UUID, head_id: UUID, entry: Entry
) -> Household:
    """Let another member head a household; what the others are to them is told or left open."""
    reason = history.read_reason(entry.reason)
    household = await find_household(uow, household_id)
    await lock_villages(uow, [household.village_code])
    members = await _members(uow, household.id)
    if any(one.id == head_id and one.is_head for one in members):
        raise NothingNew(path=("head_id",))
    touched = [one.id for one in members]
    await check_day(uow, entry, touched)
    await settle_head(uow, household, members, head_id, entry.relations)
    await uow.session.flush()  # the history reads the tables
    await history.write_down(
        uow, household.village_code, Deed(RollAct.HEAD_CHANGED, entry.on, reason), touched=touched
    )
    return household
