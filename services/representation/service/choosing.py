"""Putting people forward: who is named, and which heads of households confirm it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from infra import clock
from infra.texts import NOTE, Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import service as people
from services.people.errors import DayInFuture
from services.people.models import Household, Resident
from services.people.service import elected
from services.people.workflow import HOUSEHOLDS_PER_REPRESENTATIVE, ResidentState
from services.representation import repository
from services.representation.errors import (
    HouseholdConfirmed,
    HouseholdWithoutHead,
    NomineeBarred,
    NomineeFull,
    NomineeUnknown,
    NotHeadOfHousehold,
    WordsMissing,
)
from services.representation.models import HouseholdConfirmation, RepresentativeNominee
from services.representation.vocabulary import NomineeState
from tenants.unit_of_work import UnitOfWork

MOST = HOUSEHOLDS_PER_REPRESENTATIVE.stop - 1
_SOURCE = Words("source", "推选记录", "record of the choice", NOTE)
_REASON = Words("reason", "理由", "reason", most=500)
_NUMBERS = Words("numbers", "户号", "household numbers", most=MOST)


def said(words: Words, raw: str) -> str:
    """Return a text that is needed, or refuse to go on without it."""
    text = words.read(raw)
    if not text:
        raise WordsMissing(
            path=(words.field,), what_zh=words.zh, what_en=words.en, limit=words.most
        )
    return text


async def nominate(
    uow: UnitOfWork, village_code: str, resident_id: UUID, *, chosen_on: date, source: str
) -> RepresentativeNominee:
    """Put somebody forward whom households chose on a day, by the record of their meeting."""
    record = said(_SOURCE, source)
    if chosen_on > clock.today():
        raise DayInFuture(path=("chosen_on",), day=chosen_on)
    await people.lock_villages(uow, [village_code])
    person = (await people.load_residents(uow, [resident_id])).get(resident_id)
    await _check(uow, village_code, person, chosen_on)
    if any(
        one.resident_id == resident_id
        for one in await repository.open_nominees(uow.session, village_code)
    ):
        raise _barred(person, ("已经在推选中", "is put forward already"))
    nominee = RepresentativeNominee(
        village_code=village_code,
        resident_id=resident_id,
        chosen_on=chosen_on,
        source=record,
        opened_by=uow.actor.label,
    )
    uow.session.add(nominee)
    await _audit(uow, AuditTag.REPRESENTATION_NOMINEE_ADD, nominee)
    return nominee


async def _check(uow: UnitOfWork, village_code: str, person: Resident | None, on: date) -> None:
    if person is None or person.village_code != village_code:
        raise NomineeUnknown(path=("resident_id",))
    if person.state != ResidentState.LIVING:
        raise _barred(person, ("已不在本村名册上", "no longer on the roll"))
    if not elected.is_of_age(person, on):
        raise _barred(person, ("推选那天未满十八周岁", "was not eighteen on the day of the choice"))
    if not await elected.may_vote(uow, person, on):
        raise _barred(person, ("推选那天没有被选举权", "could not be elected on that day"))


def _barred(person: Resident | None, why: tuple[str, str]) -> NomineeBarred:
    name = person.name if person else ""
    return NomineeBarred(path=("resident_id",), name=name, why_zh=why[0], why_en=why[1])


async def _gathering(uow: UnitOfWork, village_code: str, nominee_id: UUID) -> RepresentativeNominee:
    """Return a nominee who gathers confirmations, locked after the village."""
    await people.lock_villages(uow, [village_code])
    nominee = await repository.nominee_for_update(uow.session, nominee_id)
    if (
        nominee is None
        or nominee.village_code != village_code
        or nominee.state != NomineeState.GATHERING
    ):
        raise NomineeUnknown(path=("nominee_key",))
    return nominee


async def confirm(uow: UnitOfWork, village_code: str, nominee_id: UUID) -> RepresentativeNominee:
    """Confirm a nominee as the head of one's household; another choice before is taken back."""
    nominee = await _gathering(uow, village_code, nominee_id)
    head = await _own_head(uow, nominee.village_code)
    before = await repository.standing_confirmations(uow.session, [head.household_id])
    if any(one.nominee_id == nominee.id for one in before):
        return nominee
    for one in before:
        await _take_back(uow, one)
    await uow.session.flush()  # one confirmation a household is a constraint
    await _add(uow, nominee, {head.household_id: head.id})
    return nominee


async def _own_head(uow: UnitOfWork, village_code: str) -> Resident:
    own = uow.actor.resident_id
    if own is None:
        raise NotHeadOfHousehold
    found = (await people.load_residents(uow, [own])).get(own)
    if (
        found is None
        or not found.is_head
        or found.village_code != village_code
        or found.state != ResidentState.LIVING
    ):
        raise NotHeadOfHousehold
    return found


async def _take_back(uow: UnitOfWork, row: HouseholdConfirmation) -> None:
    """Take a choice back, unless its nominee hangs on the wall by it."""
    other = await repository.nominee_for_update(uow.session, row.nominee_id)
    if other is None or other.state != NomineeState.GATHERING:
        raise await _confirmed(uow, row)
    row.closed_at, row.withdrawn = clock.now(), True


async def _confirmed(uow: UnitOfWork, row: HouseholdConfirmation) -> HouseholdConfirmed:
    home = (await people.load_households(uow, [row.household_id]))[row.household_id]
    [nominee] = await repository.nominees_by_ids(uow.session, [row.nominee_id])
    person = (await people.load_residents(uow, [nominee.resident_id]))[nominee.resident_id]
    return HouseholdConfirmed(path=("numbers",), number=home.number, name=person.name)


async def record_confirmations(
    uow: UnitOfWork,
    village_code: str,
    nominee_id: UUID,
    numbers: Collection[str],
    *,
    sheet_key: str,
) -> RepresentativeNominee:
    """Record the households whose heads signed on paper, with the photographed sheet."""
    _NUMBERS.few(numbers)
    nominee = await _gathering(uow, village_code, nominee_id)
    homes = await people.find_numbered(uow, nominee.village_code, numbers)
    before = await repository.standing_confirmations(uow.session, [one.id for one in homes])
    known = {one.household_id for one in before if one.nominee_id == nominee.id}
    for row in before:
        if row.nominee_id != nominee.id:
            raise await _confirmed(uow, row)
    fresh = [one for one in homes if one.id not in known]
    await _add(uow, nominee, await _heads(uow, fresh), sheet_key=sheet_key)
    return nominee


async def _heads(uow: UnitOfWork, homes: Sequence[Household]) -> dict[UUID, UUID]:
    everybody = await people.load_residents_of_households(uow, [one.id for one in homes])
    found = {}
    for home in homes:
        head = next((one for one in everybody[home.id] if one.is_head), None)
        if head is None:
            raise HouseholdWithoutHead(path=("numbers",), number=home.number)
        found[home.id] = head.id
    return found


async def _add(
    uow: UnitOfWork,
    nominee: RepresentativeNominee,
    heads: Mapping[UUID, UUID],
    sheet_key: str = "",
) -> None:
    """Add confirmations of households that have none; at most fifteen for one (art. 25)."""
    held = await repository.confirmations_of(uow.session, [nominee.id])
    if len(held) + len(heads) > MOST:
        person = (await people.load_residents(uow, [nominee.resident_id]))[nominee.resident_id]
        raise NomineeFull(path=("nominee_key",), name=person.name, most=MOST)
    uow.session.add_all(
        HouseholdConfirmation(
            nominee_id=nominee.id,
            household_id=household,
            head_id=head,
            sheet_key=sheet_key,
            recorded_by=uow.actor.label,
        )
        for household, head in heads.items()
    )
    await _audit(uow, AuditTag.REPRESENTATION_HOUSEHOLD_CONFIRM, nominee, households=len(heads))


async def drop(
    uow: UnitOfWork, village_code: str, nominee_id: UUID, reason: str
) -> RepresentativeNominee:
    """Drop a nominee who gathers; the households may choose somebody else."""
    nominee = await _gathering(uow, village_code, nominee_id)
    await drop_nominee(uow, nominee, said(_REASON, reason))
    return nominee


async def drop_nominee(uow: UnitOfWork, nominee: RepresentativeNominee, reason: str) -> None:
    """Drop a locked nominee with the reason."""
    nominee.state, nominee.reason = NomineeState.DROPPED, reason
    await repository.close_confirmations(uow.session, [nominee.id], clock.now())
    await _audit(uow, AuditTag.REPRESENTATION_NOMINEE_DROP, nominee)


async def _audit(
    uow: UnitOfWork, tag: AuditTag, nominee: RepresentativeNominee, **facts: int
) -> None:
    await audit.record(uow, tag, subject=nominee.id, village=nominee.village_code, **facts)
