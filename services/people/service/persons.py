"""Verbs upon one person of a roll: birth and entry, death and leaving, being away, corrections."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from infra import clock, crypto
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import phone, repository
from services.people.ending import TermEnd
from services.people.errors import (
    BirthDateWrong,
    NameNeeded,
    NothingNew,
    PhoneOnRoll,
    SamePerson,
    UnknownProvince,
    UnknownResident,
    ValueUnreadable,
)
from services.people.models import Household, Resident
from services.people.roll import history
from services.people.roll import repository as life
from services.people.roll.history import Deed
from services.people.roll.rows import GENDERS, LIMITS, NAME, RELATION, birth_date, tidy
from services.people.roll.rules import RollAct
from services.people.service.accounts import sync_roles
from services.people.service.households import (
    Entry,
    check_day,
    find_household,
    leave_village,
    lock_living,
    lock_villages,
    open_household,
    settle_head,
)
from services.people.workflow import Gender, ResidentState
from tenants.divisions import catalogue
from tenants.unit_of_work import UnitOfWork

ELSEWHERE = "00"
_NAME = Words("name", "姓名", "name", LIMITS[NAME])
_RELATION = Words("relation", "与户主关系", "relation to the head", LIMITS[RELATION])
_HINTS = {
    "birth_date": ("请写成 1980-01-31 这样。", "Write it as 1980-01-31."),
    "gender": ("请填“男”或“女”。", "Write 男 or 女."),
    "phone": ("手机号是 11 位数字。", "A mobile number has 11 digits."),
}


@dataclass(frozen=True)
class Newcomer:
    """Who comes onto a roll."""

    name: str
    gender: Gender = Gender.UNKNOWN
    born: date | None = None
    relation: str = ""


def _read_name(raw: str) -> str:
    name = tidy(_NAME.read(raw))  # as an import writes it, so that an export comes back the same
    if not name or "\n" in name:
        raise NameNeeded(path=("name",), limit=LIMITS[NAME])
    return name


def _read_born(born: date | None) -> date | None:
    if born is not None and birth_date(born.isoformat(), clock.today()) is None:
        raise BirthDateWrong(path=("born",), born=born, today=clock.today())
    return born


async def _refuse_namesake(uow: UnitOfWork, household: Household, name: str) -> None:
    """Refuse two people of one name in a household: an import tells them apart by it."""
    members = await repository.residents_of_households(uow.session, [household.id])
    if name in {one.name for one in members}:
        raise SamePerson(path=("name",), number=household.number, name=name)


async def add_resident(
    uow: UnitOfWork,
    household_id: UUID,
    newcomer: Newcomer,
    entry: Entry,
    *,
    act: RollAct,
) -> Resident:
    """Write somebody onto the roll who was born into a household or came to live in it."""
    reason = history.read_reason(entry.reason)
    name = _read_name(newcomer.name)
    relation = tidy(_RELATION.read(newcomer.relation))
    born = _read_born(newcomer.born)
    if act is RollAct.BORN and born is None:
        raise BirthDateWrong(path=("born",), born="", today=clock.today())
    household = await find_household(uow, household_id)
    await lock_villages(uow, [household.village_code])
    await check_day(uow, entry, [])
    await _refuse_namesake(uow, household, name)
    members = list(await life.members_for_update(uow.session, [household.id]))
    person = Resident(
        village_code=household.village_code,
        household_id=household.id,
        name=name,
        gender=newcomer.gender,
        birth_date=born,
        relation=relation,
    )
    uow.session.add(person)
    await uow.session.flush()  # the head is settled among those who are there
    first = person.id if not members else None
    await settle_head(uow, household, [*members, person], first, {})
    await uow.session.flush()  # the history reads the tables
    await history.write_down(
        uow, household.village_code, Deed(act, entry.on, reason), people=[person.id]
    )
    return person


async def add_household(
    uow: UnitOfWork, village_code: str, group_id: UUID, newcomer: Newcomer, entry: Entry
) -> Resident:
    """Open a household for somebody who came to live here; they head it."""
    await lock_villages(uow, [village_code])
    household = await open_household(uow, village_code, group_id)
    return await add_resident(uow, household.id, newcomer, entry, act=RollAct.ENTERED)


async def record_departure(
    uow: UnitOfWork,
    resident_id: UUID,
    state: Literal["moved", "died"],
    entry: Entry,
    *,
    head_id: UUID | None = None,
) -> Resident:
    """Record that somebody died or left the county: offices end, households are freed, roles go.

    Where the head goes, another of the household is named, unless nobody is left.
    """
    reason = history.read_reason(entry.reason)
    person = await _locked(uow, resident_id)
    [household] = await repository.households_by_ids(uow.session, [person.household_id])
    before = await life.members_for_update(uow.session, [household.id])
    touched = [one.id for one in before]
    await check_day(uow, entry, touched)
    await leave_village(uow, person, TermEnd.DIED if state == "died" else TermEnd.MOVED)
    staying = [one for one in before if one.id != person.id]
    if len(staying) == 1 and head_id is None:  # nobody else could be meant
        head_id = staying[0].id
    person.state, person.is_head = ResidentState(state), False
    person.away_since = person.away_province = None
    await uow.session.flush()  # the household is settled, and the roles read, without them
    await settle_head(uow, household, staying, head_id, entry.relations)
    await uow.session.flush()  # the history reads the tables
    act = RollAct.DIED if state == "died" else RollAct.MOVED_OUT
    await history.write_down(uow, person.village_code, Deed(act, entry.on, reason), touched=touched)
    await sync_roles(uow, resident_id)
    await audit.record(
        uow,
        AuditTag.PEOPLE_RESIDENT_DEPART,
        subject=resident_id,
        village=person.village_code,
        state=state,
    )
    return person


async def _locked(uow: UnitOfWork, resident_id: UUID) -> Resident:
    found = await repository.residents_by_ids(uow.session, [resident_id])
    if not found:
        raise UnknownResident(path=("resident_id",))
    await lock_villages(uow, [found[0].village_code])
    return (await lock_living(uow, [resident_id]))[0]


def _check_province(code: str) -> str:
    if code != ELSEWHERE and code not in {one.code for one in catalogue.provinces()}:
        raise UnknownProvince(path=("province",), province=code)
    return code


async def record_away(
    uow: UnitOfWork, resident_id: UUID, province: str | None, entry: Entry
) -> Resident:
    """Record that somebody lives elsewhere for a while, or with None that they are back.

    It tells whom a loudspeaker does not reach. Rights stay as they are: who is away is called to
    meetings and counted in every base; a reduction is the meeting's own record (CQ-BF art. 7).
    """
    reason = history.read_reason(entry.reason)
    person = await _locked(uow, resident_id)
    if person.away_province == (province and _check_province(province)):
        raise NothingNew(path=("province",))
    await check_day(uow, entry, [person.id])
    person.away_province = province
    person.away_since = entry.on if province else None
    await uow.session.flush()  # the history reads the tables
    act = RollAct.AWAY if province else RollAct.RETURNED
    await history.write_down(
        uow, person.village_code, Deed(act, entry.on, reason), touched=[person.id]
    )
    return person


def _read(field: str, text: str) -> str | date | None:
    if field == "name":
        return _read_name(text)
    if field == "relation":
        return tidy(_RELATION.read(text))
    if field == "gender":
        return GENDERS.get(text) if text else None
    if field == "phone":
        return phone.normalised(text) if text else ""
    return birth_date(text, clock.today())


def _value(field: str, raw: str) -> str:
    """Return what a corrected field becomes, as text; refuse what cannot be read."""
    text = raw.strip()
    value = _read(field, text)
    if value is None:
        hint_zh, hint_en = _HINTS[field]
        raise ValueUnreadable(path=("value",), value=text[:40], hint_zh=hint_zh, hint_en=hint_en)
    return str(value)


def check_value(field: str, raw: str) -> str:
    """Return a wanted value as it would be written, before anybody decides about it."""
    return _value(field, raw)


async def correct_resident(
    uow: UnitOfWork, resident_id: UUID, field: str, value: str, entry: Entry
) -> Resident:
    """Correct what the roll says about a person: it was wrong, so past days show it mended too."""
    reason = history.read_reason(entry.reason)
    person = await _locked(uow, resident_id)
    wanted = _value(field, value)
    await check_day(uow, entry, [])
    if field == "phone":
        await _set_phone(uow, person, wanted)
    else:
        await _set(uow, person, field, wanted)
    await uow.session.flush()  # the history reads the tables
    await history.write_down(
        uow, person.village_code, Deed(RollAct.CORRECTED, entry.on, reason), touched=[person.id]
    )
    return person


async def _set(uow: UnitOfWork, person: Resident, field: str, wanted: str) -> None:
    new = date.fromisoformat(wanted) if field == "birth_date" else wanted
    if getattr(person, field) == new:
        raise NothingNew(path=("value",))
    if field == "name":
        [household] = await repository.households_by_ids(uow.session, [person.household_id])
        await _refuse_namesake(uow, household, wanted)
    setattr(person, field, new)


async def _set_phone(uow: UnitOfWork, person: Resident, digits: str) -> None:
    sealed, index = phone.sealed(digits) if digits else (None, None)
    if index == person.phone_index:
        raise NothingNew(path=("value",))
    if index is not None and index in await repository.phone_owners(uow.session, [index]):
        raise PhoneOnRoll(path=("value",))
    person.phone_sealed, person.phone_index = sealed, index


def phone_in_clear(person: Resident) -> str:
    """Return a person's phone number; who may see it is the caller's question."""
    return crypto.unseal(person.phone_sealed) if person.phone_sealed else ""
