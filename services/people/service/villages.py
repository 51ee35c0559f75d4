"""Verbs about townships and villages: seed, add, rename, merge, close, find."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from infra import clock
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import (
    MergeIntoItself,
    MergeNeedsVillages,
    NameNeeded,
    NothingToChange,
    ReasonNeeded,
    TownshipFull,
    UnknownTownship,
    UnknownVillage,
    VillageHasResidents,
    VillageNameTaken,
    VillageNotActive,
)
from services.people.models import Township, Village, VillageChange
from services.people.roll import history
from services.people.roll.history import Deed
from services.people.roll.rules import RollAct
from services.people.service.accounts import sync_roles
from services.people.workflow import VillageState, free_village_code
from tenants.unit_of_work import UnitOfWork

NAME_LIMIT = 40
REASON_LIMIT = 500
_REASON = Words("reason", "理由", "reason", REASON_LIMIT)


def initials(name: str) -> str:
    """Return the first letters of a name's pinyin, by which villages are searched."""
    # Its dictionaries take half a second: few processes ever name a village.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors=str.lower)
    return "".join(letters)


def _name(raw: str) -> str:
    name = raw.strip()
    if not name or len(name) > NAME_LIMIT or not name.isprintable():
        raise NameNeeded(path=("name",), limit=NAME_LIMIT)
    return name


def _reason(raw: str) -> str:
    reason = _REASON.read(raw)
    if not reason:
        raise ReasonNeeded(path=("reason",), limit=REASON_LIMIT)
    return reason


async def seed_divisions(
    uow: UnitOfWork,
    townships: Iterable[tuple[str, str]],
    villages: Iterable[tuple[str, str]],
) -> None:
    """Write the townships and villages, as (code, name), of a county that is being opened."""
    rows = [Township(code=code, name=name) for code, name in townships]
    uow.session.add_all(rows)
    await uow.session.flush()  # villages refer to townships
    today = clock.today()
    uow.session.add_all(
        Village(code=code, name=name, initials=initials(name), township_code=code[:9], since=today)
        for code, name in villages
    )
    if rows:
        await audit.record(
            uow, AuditTag.PEOPLE_DIVISION_SEED, subject=rows[0].id, townships=len(rows)
        )


async def _active(uow: UnitOfWork, codes: Collection[str]) -> dict[str, Village]:
    """Return villages locked in the order of their codes; all must be there and active."""
    found = {row.code: row for row in await repository.load_villages_for_update(uow.session, codes)}
    for code in codes:
        if code not in found:
            raise UnknownVillage(village_code=code)
        if found[code].state != VillageState.ACTIVE:
            raise VillageNotActive(name=found[code].name)
    return found


async def _refuse_taken(uow: UnitOfWork, township_code: str, name: str) -> None:
    taken = await repository.find_village_by_name(uow.session, township_code, name)
    if taken is not None:
        raise VillageNameTaken(path=("name",), name=name, village_code=taken.code)


async def _lock_township(uow: UnitOfWork, township_code: str) -> None:
    """Let one name or code at a time be given out in a township."""
    if await repository.find_township_for_update(uow.session, township_code) is None:
        raise UnknownTownship(path=("township_code",), township_code=township_code)


async def _remember(
    uow: UnitOfWork,
    village: Village,
    kind: str,
    reason: str,
    *,
    before: str = "",
    into: str | None = None,
) -> None:
    uow.session.add(
        VillageChange(
            village_code=village.code,
            kind=kind,
            name_before=before,
            name_after=village.name,
            merged_into=into,
            reason=reason,
            account_id=uow.actor.account_id,
            actor=uow.actor.label,
        )
    )
    tag = AuditTag(f"people:village:{kind}")
    await audit.record(uow, tag, subject=village.id, village=village.code, merged_into=into)


async def _end_offices(uow: UnitOfWork, village_code: str) -> None:
    """End every office of a village today; what the holders' accounts may do ends with it."""
    for resident_id in await repository.end_offices(uow.session, village_code, clock.today()):
        await sync_roles(uow, resident_id)


async def add_village(uow: UnitOfWork, township_code: str, name: str, reason: str) -> Village:
    """Add a village that the national list lacks; the row says which code it was given."""
    name, reason = _name(name), _reason(reason)
    await _lock_township(uow, township_code)
    await _refuse_taken(uow, township_code, name)
    taken = await repository.village_codes_in(uow.session, township_code)
    code = free_village_code(township_code, taken)
    if code is None:
        raise TownshipFull(township_code=township_code)
    village = Village(
        code=code,
        name=name,
        initials=initials(name),
        township_code=township_code,
        since=clock.today(),
    )
    uow.session.add(village)
    await uow.session.flush()  # its history refers to the village
    await _remember(uow, village, "added", reason)
    return village


async def rename_village(uow: UnitOfWork, village_code: str, name: str, reason: str) -> Village:
    """Give a village another name; its code, roll and history stay."""
    name, reason = _name(name), _reason(reason)
    await _lock_township(uow, village_code[:9])
    village = (await _active(uow, [village_code]))[village_code]
    if village.name == name:
        raise NothingToChange(path=("name",))
    await _refuse_taken(uow, village.township_code, name)
    before, village.name, village.initials = village.name, name, initials(name)
    await _remember(uow, village, "renamed", reason, before=before)
    return village


async def merge_villages(
    uow: UnitOfWork, village_codes: Sequence[str], into: str, reason: str
) -> Village:
    """Merge villages into one: rolls move along, offices of the merged ones end today."""
    reason = _reason(reason)
    if into in village_codes:
        raise MergeIntoItself(path=("into",))
    if not village_codes or len(set(village_codes)) < len(village_codes):
        raise MergeNeedsVillages(path=("village_codes",))
    found = await _active(uow, [*village_codes, into])
    for code in village_codes:
        village = found[code]
        await repository.move_roll(uow.session, village, into)
        deed = Deed(RollAct.VILLAGE_MERGED, clock.today(), reason)
        await history.write_down(uow, code, deed, villages=[into])
        await _end_offices(uow, code)
        village.state, village.merged_into = VillageState.MERGED, into
        village.until = clock.today()
        await _remember(uow, village, "merged", reason, before=village.name, into=into)
    uow.enqueue("people.sync_roles", village_code=into)
    return found[into]


async def close_village(uow: UnitOfWork, village_code: str, reason: str) -> Village:
    """Close a village on whose roll nobody is left; its code is never given out again."""
    reason = _reason(reason)
    village = (await _active(uow, [village_code]))[village_code]
    residents = await repository.count_living(uow.session, village_code)
    if residents:
        raise VillageHasResidents(name=village.name, residents=residents)
    await _end_offices(uow, village_code)
    village.state, village.until = VillageState.CLOSED, clock.today()
    await _remember(uow, village, "closed", reason, before=village.name)
    return village


async def find_village(uow: UnitOfWork, village_code: str) -> Village:
    """Return a village, active or not."""
    found = await repository.load_villages(uow.session, [village_code])
    if not found:
        raise UnknownVillage(village_code=village_code)
    return found[0]


async def township_since(uow: UnitOfWork, township_code: str) -> date | None:
    """Return since when a township has a village here, a village that ended counted too."""
    return await repository.first_village_day(uow.session, township_code)


async def list_townships(uow: UnitOfWork) -> Sequence[Township]:
    """Return the county's townships by code."""
    return await repository.list_townships(uow.session)


async def list_villages(
    uow: UnitOfWork,
    *,
    township_code: str | None = None,
    search: str = "",
    state: str | None = VillageState.ACTIVE,
    after: str | None = None,
    first: int = 20,
) -> Sequence[Village]:
    """Return villages by code after a code; `search` is part of a name or initials of pinyin."""
    return await repository.list_villages(
        uow.session,
        township_code=township_code,
        search=search.strip(),
        state=state,
        after=after,
        first=first,
    )


async def load_villages(uow: UnitOfWork, codes: Collection[str]) -> dict[str, Village]:
    """Return villages by code, for loaders."""
    return {row.code: row for row in await repository.load_villages(uow.session, codes)}


async def village_names(uow: UnitOfWork, codes: Collection[str]) -> dict[str, str]:
    """Return villages' names by code, for loaders."""
    return await repository.village_names(uow.session, codes)


async def load_villages_by_ids(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, Village]:
    """Return villages by id, for loaders."""
    return {row.id: row for row in await repository.villages_by_ids(uow.session, ids)}


async def load_townships(uow: UnitOfWork, codes: Collection[str]) -> dict[str, Township]:
    """Return townships by code, for loaders."""
    return {row.code: row for row in await repository.townships_by_codes(uow.session, codes)}


async def load_changes(
    uow: UnitOfWork, village_codes: Collection[str]
) -> dict[str, list[VillageChange]]:
    """Return each village's history, oldest first, for loaders."""
    history: dict[str, list[VillageChange]] = {code: [] for code in village_codes}
    for change in await repository.village_changes(uow.session, village_codes):
        history[change.village_code].append(change)
    return history
