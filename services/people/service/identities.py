"""Verbs about identity numbers: turn on and off, record, read with a purpose, show masked."""

from collections.abc import Collection, Sequence
from uuid import UUID

from infra import crypto
from infra.texts import Words
from services.audit import service as audit
from services.audit.tags import AuditTag
from services.people import repository
from services.people.errors import (
    IdentityNumberOfAnother,
    IdentityNumbersOff,
    IdentityNumberUnknown,
    IdentityNumberWrong,
    ReasonNeeded,
    ResidentNotLiving,
    UnknownResident,
)
from services.people.identity import repository as identities
from services.people.identity import rules
from services.people.identity.models import IdentityReading, IdentityRule, ResidentIdentity
from services.people.workflow import ResidentState
from tenants.unit_of_work import UnitOfWork

_DOCUMENT = Words("document", "依据的文件", "document", most=100)
_PURPOSE = Words("purpose", "用途", "purpose", most=200)
_READINGS = 50


def _said(words: Words, raw: str) -> str:
    text = words.read(raw)
    if not text:
        raise ReasonNeeded(path=(words.field,), limit=words.most)
    return text


async def allow_identity_numbers(uow: UnitOfWork, document: str, *, allowed: bool) -> IdentityRule:
    """Let the county keep identity numbers, by a document; or no longer, and all of them go."""
    by = _said(_DOCUMENT, document)
    rule = IdentityRule(allowed=allowed, document=by, recorded_by=uow.actor.label)
    uow.session.add(rule)
    held = await identities.count(uow.session)
    if not allowed:
        await identities.forget_all(uow.session)
    await audit.record(
        uow,
        AuditTag.PEOPLE_IDENTITY_ALLOW,
        subject=rule.id,
        allowed=int(allowed),
        forgotten=0 if allowed else held,
    )
    return rule


async def identity_rule(uow: UnitOfWork) -> IdentityRule | None:
    """Return what holds in the county; nothing means that no numbers are kept."""
    return await identities.newest_rule(uow.session)


async def count_identities(uow: UnitOfWork) -> int:
    """Return how many numbers the county keeps."""
    return await identities.count(uow.session)


async def _require_on(uow: UnitOfWork) -> None:
    rule = await identity_rule(uow)
    if rule is None or not rule.allowed:
        raise IdentityNumbersOff


async def record_identity(uow: UnitOfWork, resident_id: UUID, raw: str) -> None:
    """Record somebody's number where the county keeps any; an earlier one is replaced."""
    await _require_on(uow)
    person = await repository.find_resident_for_update(uow.session, resident_id)
    if person is None:
        raise UnknownResident(path=("resident_id",))
    if person.state != ResidentState.LIVING:
        raise ResidentNotLiving(path=("resident_id",), name=person.name)
    number = rules.normalised(raw)
    if number is None:
        raise IdentityNumberWrong(path=("number",), why_zh="校验码不对", why_en="the check digit")
    if person.birth_date is not None and rules.born(number) != person.birth_date:
        why = ("与名册上的出生日期不符", "another day of birth than on the roll")
        raise IdentityNumberWrong(path=("number",), why_zh=why[0], why_en=why[1])
    index = crypto.blind_index(number)
    holder = await identities.owner(uow.session, index)
    if holder not in {None, resident_id}:
        raise IdentityNumberOfAnother(path=("number",))
    await identities.forget(uow.session, resident_id)
    uow.session.add(
        ResidentIdentity(
            resident_id=resident_id,
            number_sealed=crypto.seal(number),
            number_index=index,
            recorded_by=uow.actor.label,
        )
    )
    await _audit(uow, AuditTag.PEOPLE_IDENTITY_RECORD, resident_id, person.village_code)


async def read_identity(uow: UnitOfWork, resident_id: UUID, purpose: str) -> str:
    """Return the whole number for a purpose; who read it and why is what the person sees."""
    why = _said(_PURPOSE, purpose)
    person = (await repository.residents_by_ids(uow.session, [resident_id]))[:1]
    rows = await identities.of_people(uow.session, [resident_id])
    if not person or not rows:
        raise IdentityNumberUnknown(path=("resident_id",))
    uow.session.add(
        IdentityReading(
            resident_id=resident_id,
            account_id=uow.actor.account_id,
            reader=uow.actor.label,
            purpose=why,
        )
    )
    await _audit(uow, AuditTag.PEOPLE_IDENTITY_READ, resident_id, person[0].village_code)
    return crypto.unseal(rows[0].number_sealed)


async def _audit(uow: UnitOfWork, tag: AuditTag, resident_id: UUID, village: str) -> None:
    await audit.record(uow, tag, subject=resident_id, village=village)


async def load_masked_identities(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the masked numbers of those of whom one is kept, for loaders."""
    rows = await identities.of_people(uow.session, ids)
    return {row.resident_id: rules.masked(crypto.unseal(row.number_sealed)) for row in rows}


async def own_identity(uow: UnitOfWork, resident_id: UUID) -> str | None:
    """Return somebody's own number; that is theirs, and is no reading."""
    rows = await identities.of_people(uow.session, [resident_id])
    return crypto.unseal(rows[0].number_sealed) if rows else None


async def identity_readings(uow: UnitOfWork, resident_id: UUID) -> Sequence[IdentityReading]:
    """Return who read somebody's number, newest first."""
    return await identities.readings(uow.session, resident_id, _READINGS)
