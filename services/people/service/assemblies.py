"""Rolls drawn from the residents: villagers of age, households, the collective's members."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.collective import repository as collective
from services.people.collective.models import CollectiveMember
from services.people.errors import (
    CollectiveSourceNeeded,
    DayInFuture,
    ResidentOfAnotherVillage,
    UnknownCollectiveMember,
)
from services.people.models import Resident
from services.people.service.elected import is_of_age
from services.people.service.rights import without_rights
from tenants.unit_of_work import UnitOfWork

_SOURCE = Words("source", "依据（会议记录、登记簿）", "record", 100)
_MANY = Words("resident_ids", "成员", "members", 500)


class AssemblySeat(NamedTuple):
    """One line of an assembly's roll; `woman` as the roll knows it."""

    resident_id: UUID
    name: str
    capacity: str
    household_id: UUID
    woman: bool


async def villagers(
    uow: UnitOfWork, village_code: str, day: date, group_id: UUID | None = None
) -> list[AssemblySeat]:
    """Return the villagers of eighteen on a day, of one group where it is named (OL18 21, 28).

    Whose birthday is unknown is not among them, nor who lost political rights (art. 13; ADR 33).
    """
    found = await _adults(uow, village_code, day, group_id)
    return [_seat(one, "villager") for one in found]


async def households(
    uow: UnitOfWork, village_code: str, day: date, group_id: UUID | None = None
) -> list[AssemblySeat]:
    """Return one line a household: its head, or the eldest of age where the head is not (OL18 22).

    A household without anybody of age has nobody to send and no line.
    """
    homes: dict[UUID, list[Resident]] = {}
    for one in await _adults(uow, village_code, day, group_id):
        homes.setdefault(one.household_id, []).append(one)
    return [_seat(_speaker(home), "household_representative") for home in homes.values()]


async def members(uow: UnitOfWork, village_code: str, day: date) -> list[AssemblySeat]:
    """Return the collective's members of age on a day: the assembly's members (CEL 26, 27)."""
    found = await collective.members_on(uow.session, village_code, day)
    return [_seat(one, "collective_member") for one in found if is_of_age(one, day)]


async def _adults(
    uow: UnitOfWork, village_code: str, day: date, group_id: UUID | None
) -> list[Resident]:
    everybody = await repository.list_residents(uow.session, village_code)
    without = await without_rights(uow, village_code, day)
    found = [one for one in everybody if is_of_age(one, day) and one.id not in without]
    if group_id is None:
        return found
    ids = {one.household_id for one in found}
    homes = await repository.households_by_ids(uow.session, ids)
    within = {home.id for home in homes if home.group_id == group_id}
    return [one for one in found if one.household_id in within]


def _speaker(home: Iterable[Resident]) -> Resident:
    return min(home, key=lambda one: (not one.is_head, one.birth_date or date.max, one.id))


def _seat(one: Resident, capacity: str) -> AssemblySeat:
    return AssemblySeat(one.id, one.name, capacity, one.household_id, one.gender == "female")


async def confirm_members(
    uow: UnitOfWork,
    village_code: str,
    *,
    since: date,
    source: str,
    resident_ids: Collection[UUID] = (),
) -> int:
    """Enter whom the members' assembly confirmed, by its record; nobody named: the whole roll.

    Who is a member already stays as entered. Return how many are new (collective law art. 11, 12).
    """
    source = _source(source)
    _MANY.few(resident_ids)
    if since > clock.today():
        raise DayInFuture(path=("since",), day=since)
    people = await _confirmed(uow, village_code, resident_ids)
    rows = [
        CollectiveMember(
            village_code=village_code,
            resident_id=one.id,
            since=since,
            source=source,
            recorded_by=uow.actor.label,
        )
        for one in people
    ]
    added = await collective.add(uow.session, rows) if rows else 0
    (village,) = await repository.load_villages(uow.session, [village_code])
    tag = AuditTag.PEOPLE_COLLECTIVE_CONFIRM
    await audit.record(uow, tag, subject=village.id, village=village_code, members=added)
    return added


async def _confirmed(
    uow: UnitOfWork, village_code: str, ids: Collection[UUID]
) -> Sequence[Resident]:
    roll = await repository.list_residents(uow.session, village_code)
    if not ids:
        return roll
    found = [one for one in roll if one.id in ids]
    if len(found) != len(set(ids)):
        raise ResidentOfAnotherVillage(path=("resident_ids",))
    return found


async def end_membership(
    uow: UnitOfWork, member_id: UUID, *, until: date, source: str
) -> CollectiveMember:
    """End a membership on a day, by the decision or event that ends it; the row stays."""
    source = _source(source)
    row = await collective.find_for_update(uow.session, member_id)
    if row is None:
        raise UnknownCollectiveMember(path=("member_id",))
    if until > clock.today() or until < row.since:
        raise DayInFuture(path=("until",), day=until)
    row.until, row.ended_by = until, source
    await audit.record(
        uow, AuditTag.PEOPLE_COLLECTIVE_END, subject=row.id, village=row.village_code
    )
    return row


def _source(raw: str) -> str:
    source = _SOURCE.read(raw)
    if not source:
        raise CollectiveSourceNeeded(path=("source",))
    return source


async def list_collective_members(
    uow: UnitOfWork, village_code: str, *, after: UUID | None = None, first: int = 20
) -> Sequence[CollectiveMember]:
    """Return the members of a village's collective, the newest first."""
    return await collective.list_members(uow.session, village_code, after, first)


async def load_collective_members(
    uow: UnitOfWork, ids: Collection[UUID]
) -> dict[UUID, CollectiveMember]:
    """Return memberships by id, for loaders."""
    return {row.id: row for row in await collective.by_ids(uow.session, ids)}
